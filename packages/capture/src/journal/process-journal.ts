import type { JournalEvent, JournalProblem } from '../types.js'
import { decodeRecord, type RecordContext } from './decode-record.js'
import type { JournalHeader } from './header.js'
import { bodySizes, kinds, notKept } from './layout.js'
import type { OpenFiles } from './open-files.js'
import { type RawRecord, RecordStream } from './record-stream.js'
import { Ring } from './ring-payload.js'

/** An event with the clock that orders it. */
export interface TimedEvent {
  timeNs: bigint
  event: JournalEvent
}

/** Threads of a process write their records in nearly the order of time: this many may stand before one that is older. */
const reorderDepth = 64

/** The two files of one process. */
export class ProcessJournal {
  readonly ring: Ring
  private readonly records: RecordStream
  private readonly context: RecordContext
  private readonly waiting: TimedEvent[] = []
  private notKeptBytes = 0

  constructor(
    files: OpenFiles,
    readonly base: string,
    readonly name: string,
    readonly header: JournalHeader,
    context: Pick<RecordContext, 'nameHost' | 'realtimeOffsetNs'>,
  ) {
    this.ring = new Ring(files, base, header.capacity)
    this.records = new RecordStream(files, `${base}.events`, header.size)
    const process = { pid: header.pid, program: header.program, host: header.host }
    this.context = { ...context, process, ring: this.ring }
  }

  /**
   * The next event in the order of time; undefined when there is none yet.
   *
   * @param settledNs CLOCK_MONOTONIC, see RecordStream
   * @param untilNs CLOCK_REALTIME: what is later is left for another time
   */
  next(settledNs?: bigint, untilNs?: bigint): TimedEvent | undefined {
    while (this.waiting.length < reorderDepth) {
      const record = this.records.next(settledNs)
      if (!record) break
      this.countLost(record)
      const event = decodeRecord(record, this.context)
      if (event) this.insert({ timeNs: event.timeNs, event })
    }
    const [first] = this.waiting
    return first && (untilNs === undefined || first.timeNs <= untilNs) ? this.waiting.shift() : undefined
  }

  /** What a reader has to know, after the last event. `isLive`: its process may be writing right now. */
  *problems(isLive: boolean): Generator<JournalProblem> {
    const file = `${this.name}.events`
    const { program, pid, endedBy } = { ...this.header }
    if (endedBy !== 0)
      yield {
        code: 'RECORDING_ENDED',
        file,
        message: `The recording of ${program} (pid ${pid}) ended early, with errno ${endedBy}.`,
      }
    if (this.records.isTruncated)
      yield { code: 'TRUNCATED', file, message: `${file} is cut off within a record; what stands before it was read.` }
    if (this.records.tornRecords > 0 && !isLive)
      yield {
        code: 'TORN_RECORD',
        file,
        message: `${file} has ${this.records.tornRecords} places that are no records; what stands around them was read.`,
      }
    const overwritten = this.ring.byteCount() - this.ring.capacity
    const lostBytes = this.notKeptBytes + (overwritten > 0n ? Number(overwritten) : 0)
    if (lostBytes > 0)
      yield {
        code: 'PAYLOAD_LOST',
        file: `${this.name}.bytes`,
        message: `${lostBytes} bytes that ${program} (pid ${pid}) sent are not kept any more, or never were; their number is known.`,
        lostBytes,
      }
  }

  private insert(timed: TimedEvent): void {
    let at = this.waiting.length
    while (at > 0 && (this.waiting[at - 1] as TimedEvent).timeNs > timed.timeNs) at--
    this.waiting.splice(at, 0, timed)
  }

  private countLost({ kind, body }: RawRecord): void {
    const name = kinds[kind]
    const at = name === 'send' ? 0 : name === 'datagram' ? 48 : undefined
    if (name && at !== undefined && body.length >= bodySizes[name] && body.readBigUInt64LE(at) === notKept)
      this.notKeptBytes += body.readUInt32LE(at + 8)
  }
}
