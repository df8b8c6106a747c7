import type { JournalEvent, JournalProblem } from '../types.js'
import { EndpointsDecoder, type NameHost } from './decode-endpoints.js'
import { decodeRecord, type RecordContext } from './decode-record.js'
import { countLostBytes } from './examine-records.js'
import type { JournalHeader } from './header.js'
import type { OpenFiles } from './open-files.js'
import { RecordStream } from './record-stream.js'
import { Ring } from './ring-payload.js'
import { WaitingEvents } from './waiting-events.js'

/** Threads of a process write their records in nearly the order of time: this many may stand before one that is older. */
const reorderDepth = 64

/** The two files of one process. */
export class ProcessJournal {
  readonly ring: Ring
  private readonly records: RecordStream
  private readonly context: RecordContext
  private readonly waiting = new WaitingEvents()

  constructor(
    private readonly files: OpenFiles,
    private readonly base: string,
    readonly name: string,
    readonly header: JournalHeader,
    context: { nameHost: NameHost; realtimeOffsetNs: bigint },
  ) {
    this.ring = new Ring(files, base, header.capacity)
    this.records = new RecordStream(files, `${base}.events`, header.size, () => this.ring.forgetWindow())
    const process = { pid: header.pid, program: header.program, host: header.host }
    const { realtimeOffsetNs, nameHost } = context
    this.context = { process, realtimeOffsetNs, ring: this.ring, endpoints: new EndpointsDecoder(nameHost) }
  }

  /**
   * The next event in the order of time; undefined when there is none yet.
   *
   * @param settledNs CLOCK_MONOTONIC, see RecordStream
   * @param untilNs CLOCK_REALTIME: what is later is left for another time
   */
  next(settledNs?: bigint, untilNs?: bigint): JournalEvent | undefined {
    while (this.waiting.length < reorderDepth && this.records.next(settledNs)) {
      const event = decodeRecord(this.records, this.context)
      if (event) this.waiting.insert(event)
    }
    return this.waiting.takeFirst(untilNs)
  }

  /** What a reader has to know. `settledNs` as in `next`: its process may be writing right now. */
  *problems(settledNs?: bigint): Generator<JournalProblem> {
    const file = `${this.name}.events`
    const { program, pid, endedBy } = { ...this.header }
    if (endedBy !== 0)
      yield {
        code: 'RECORDING_ENDED',
        file,
        message: `The recording of ${program} (pid ${pid}) ended early, with errno ${endedBy}.`,
      }
    const records = new RecordStream(this.files, `${this.base}.events`, this.header.size)
    const lostBytes = countLostBytes(records, this.ring, settledNs)
    if (records.isTruncated)
      yield { code: 'TRUNCATED', file, message: `${file} is cut off within a record; what stands before it was read.` }
    if (records.tornRecords > 0 && settledNs === undefined)
      yield {
        code: 'TORN_RECORD',
        file,
        message: `${file} has ${records.tornRecords} places that are no records; what stands around them was read.`,
      }
    if (lostBytes > 0)
      yield {
        code: 'PAYLOAD_LOST',
        file: `${this.name}.bytes`,
        message: `${lostBytes} bytes that ${program} (pid ${pid}) sent are not kept any more, or never were; their number is known.`,
        lostBytes,
      }
  }
}
