import { CaptureError } from '@socketwrap/capture'
import { SocketwrapError } from '../errors/socketwrap-error.js'

/** Gives an error of the journal's reader our code and the next step. */
export function fromCaptureError(error: unknown, directory: string): unknown {
  if (!(error instanceof CaptureError)) return error
  const hint =
    error.code === 'NOT_A_JOURNAL'
      ? ' Name the directory of a network that records: socketwrap run --net DIR … makes one.'
      : ''
  return new SocketwrapError(error.code, `${error.message}${hint}`, { cause: error, details: { directory } })
}
