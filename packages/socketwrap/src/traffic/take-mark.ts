import { Journal } from '@socketwrap/capture'
import { fromCaptureError } from './capture-error.js'

/** Now, in the clock of the recording: nanoseconds since the epoch. 0 when nothing was recorded yet. */
export function takeMark(directory: string): bigint {
  try {
    const journal = new Journal(directory, { isLive: true })
    const now = journal.nowNs()
    journal.close()
    return now
  } catch (error) {
    throw fromCaptureError(error, directory)
  }
}
