import type { JournalEvent } from '../types.js'
import { decodeRecord, type RecordContext } from './decode-record.js'
import type { RecordStream } from './record-stream.js'
import { WaitingEvents } from './waiting-events.js'

/** Threads of a process write their records in nearly the order of time: this many may stand before one that is older. */
const reorderDepth = 64

/** The events of one process in the order of time. It goes on where it was when there are more. */
export class ProcessEvents {
  private readonly waiting = new WaitingEvents()

  constructor(
    private readonly records: RecordStream,
    private readonly context: RecordContext,
  ) {}

  /**
   * The next event; undefined when there is none yet.
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
}
