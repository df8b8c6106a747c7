import type { JournalProblem } from '../types.js'

/** What a reader is told of bytes that came from where nobody records; nothing when there are none. */
export function describeUnrecorded(bytes: number): JournalProblem[] {
  if (bytes === 0) return []
  const message = `${bytes} bytes were received that nobody recorded as sent: the recording of a program is missing, or ended before.`
  return [{ code: 'UNRECORDED', message, lostBytes: bytes }]
}
