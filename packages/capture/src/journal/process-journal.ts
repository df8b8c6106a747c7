import type { JournalEvent, JournalProblem } from '../types.js'
import { EndpointsDecoder, type NameHost } from './decode-endpoints.js'
import { decodeRecord, isUnderway, type RecordContext } from './decode-record.js'
import { describeProblems } from './describe-problems.js'
import { countLostBytes } from './examine-records.js'
import type { JournalHeader } from './header.js'
import { endedByOffset } from './layout.js'
import type { OpenFiles } from './open-files.js'
import { ProcessEvents } from './process-events.js'
import { RecordStream } from './record-stream.js'
import { Ring } from './ring-payload.js'

/** The two files of one process. */
export class ProcessJournal {
  readonly ring: Ring
  /** Goes on where it was. */
  readonly events: ProcessEvents
  private readonly context: RecordContext
  private settledAt: number

  constructor(
    private readonly files: OpenFiles,
    private readonly base: string,
    readonly name: string,
    readonly header: JournalHeader,
    context: { nameHost: NameHost; realtimeOffsetNs: bigint },
  ) {
    this.ring = new Ring(files, base, header.capacity)
    const process = { pid: header.pid, program: header.program, host: header.host }
    const { realtimeOffsetNs, nameHost } = context
    this.context = { process, realtimeOffsetNs, ring: this.ring, endpoints: new EndpointsDecoder(nameHost) }
    this.settledAt = header.size
    this.events = this.wholeEvents()
  }

  wholeEvents(): ProcessEvents {
    return new ProcessEvents(this.recordsFrom(this.header.size), this.context)
  }

  /** Those that `settle` has not given yet. */
  unsettledEvents(): ProcessEvents {
    return new ProcessEvents(this.recordsFrom(this.settledAt), this.context)
  }

  /**
   * The events before a time, each given once, up to the first whose record may still change.
   *
   * @param untilNs CLOCK_REALTIME
   * @param settledNs CLOCK_MONOTONIC, see RecordStream
   */
  settle(untilNs: bigint, settledNs?: bigint): JournalEvent[] {
    const events: JournalEvent[] = []
    const records = this.recordsFrom(this.settledAt)
    const before = untilNs - this.context.realtimeOffsetNs
    while (records.next(settledNs) && records.timeNs < before && !isUnderway(records)) {
      const event = decodeRecord(records, this.context)
      if (event) events.push(event)
      this.settledAt = records.end
    }
    return events
  }

  /**
   * What a reader has to know.
   *
   * @param settledNs as in `settle`: its process may be writing right now
   * @param sinceNs CLOCK_REALTIME: payload of before is not looked at
   * @param isSettledSkipped nothing of what `settle` has given is that late
   */
  problems(settledNs?: bigint, sinceNs = 0n, isSettledSkipped = false): JournalProblem[] {
    const records = this.recordsFrom(isSettledSkipped ? this.settledAt : this.header.size)
    const beginNs = sinceNs - this.context.realtimeOffsetNs
    const lostBytes = countLostBytes(records, this.ring, settledNs, beginNs)
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

  private recordsFrom(position: number): RecordStream {
    return new RecordStream(this.files, `${this.base}.events`, position, () => this.ring.forgetWindow())
  }

  /** The recording may have ended since the header was read. */
  private endedBy(): number {
    const bytes = Buffer.alloc(4)
    const isRead = this.files.read(`${this.base}.events`, bytes, endedByOffset) === bytes.length
    return isRead ? bytes.readUInt32LE() : this.header.endedBy
  }
}
