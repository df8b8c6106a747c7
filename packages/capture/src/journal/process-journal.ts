import type { JournalEvent, JournalProblem } from '../types.js'
import { EndpointsDecoder, type NameHost } from './decode-endpoints.js'
import { decodeRecord, type RecordContext } from './decode-record.js'
import { countLostBytes } from './examine-records.js'
import { describeProblems } from './describe-problems.js'
import type { JournalHeader } from './header.js'
import { endedByOffset } from './layout.js'
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
  problems(settledNs?: bigint): JournalProblem[] {
    const records = new RecordStream(this.files, `${this.base}.events`, this.header.size)
    const lostBytes = countLostBytes(records, this.ring, settledNs)
    return describeProblems({
      name: this.name,
      writer: `${this.header.program} (pid ${this.header.pid})`,
      endedBy: this.endedBy(),
      isTruncated: records.isTruncated,
      tornRecords: settledNs === undefined ? records.tornRecords : 0,
      lostBytes,
      hasPayloadFile: this.ring.hasFile,
    })
  }

  /** The recording may have ended since the header was read. */
  private endedBy(): number {
    const bytes = Buffer.alloc(4)
    const isRead = this.files.read(`${this.base}.events`, bytes, endedByOffset) === bytes.length
    return isRead ? bytes.readUInt32LE() : this.header.endedBy
  }
}
