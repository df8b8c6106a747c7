import { Journal } from '@socketwrap/capture'
import { fromCaptureError } from './capture-error.js'

/** The clock of a network's recording, which the first process sets that records anything. */
export class RecordingClock {
  #journal: Journal | undefined

  constructor(private readonly directory: string) {}

  /** Now, in nanoseconds since the epoch. 0 when nothing was recorded yet. */
  nowNs(): bigint {
    this.#journal ??= this.#findJournal()
    return this.#journal?.nowNs() ?? 0n
  }

  /** Many tests ask for the time, and many processes may have recorded then, so this is done once. */
  #findJournal(): Journal | undefined {
    try {
      const journal = new Journal(this.directory, { isLive: true })
      journal.close()
      return journal.nowNs() === 0n ? undefined : journal
    } catch (error) {
      throw fromCaptureError(error, this.directory)
    }
  }
}
