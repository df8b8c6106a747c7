import { readClock } from '@socketwrap/capture/clock'
import { fromCaptureError } from './capture-error.js'

/** The clock of a network's recording, which the first process sets that records anything. */
export class RecordingClock {
  #aheadNs: bigint | undefined

  constructor(private readonly directory: string) {}

  /** Now, in nanoseconds since the epoch. 0 when nothing was recorded yet. */
  nowNs(): bigint {
    this.#aheadNs ??= this.#read()
    return this.#aheadNs === undefined ? 0n : process.hrtime.bigint() + this.#aheadNs
  }

  /** Many tests ask for the time, and many processes may have recorded then, so this is done once. */
  #read(): bigint | undefined {
    try {
      return readClock(this.directory)
    } catch (error) {
      throw fromCaptureError(error, this.directory)
    }
  }
}
