import type { JournalEvent } from '../types.js'

/** Told now and then how many bytes of payload the events had so far, and how many there are. */
export type ReportProgress = (bytes: number, total: number) => void

/** Of an event beside its payload, as if it were bytes; and how much of both makes a progress. */
const workOfEvent = 4096
const workPerProgress = 2 ** 22

/** Says how far a long work is. */
export class Progress {
  private bytes = 0
  private work = 0

  /** @param total the sum of what all events have, as far as it is known now */
  constructor(
    private readonly report: ReportProgress | undefined,
    private readonly total: () => number,
  ) {}

  add(event: JournalEvent): void {
    const length = 'payload' in event ? event.payload.length : 0
    this.bytes += length
    this.work += length + workOfEvent
    if (!this.report || this.work < workPerProgress) return
    this.work = 0
    this.report(this.bytes, this.total())
  }
}
