import type { CaptureError } from '@socketwrap/capture'
import { SocketwrapError } from '../errors/socketwrap-error.js'

const nextSteps: Partial<Record<CaptureError['code'], string>> = {
  NOT_A_JOURNAL: ' Name the directory of a network that records: socketwrap run --net DIR … makes one.',
  JOURNAL_UNREADABLE: ' Look at who owns the files in the directory journal, and read them as that user.',
  NOT_A_CAPTURE: ' Name a pcap or pcapng file.',
  TRUNCATED_CAPTURE: ' What stands before that was read. Copy the file again, or let the program that writes it end.',
  DAMAGED_CAPTURE: ' What stands before that was read.',
}

/** Gives an error of the reader of journals our code and the next step. */
export function fromCaptureError(error: unknown, directory: string): unknown {
  if (!isCaptureError(error)) return error
  const message = `${error.message}${nextSteps[error.code] ?? ''}`
  return new SocketwrapError(error.code, message, { cause: error, details: { directory } })
}

/** The same for the reader of capture files, which does not know what its bytes are called. */
export function fromFileError(error: unknown, file: string): unknown {
  if (!isCaptureError(error)) return error
  return new SocketwrapError(error.code, `${file}: ${error.message}.${nextSteps[error.code] ?? ''}`, {
    cause: error,
    details: { file },
  })
}

/** Gives an error of the file system our code; others stay as they are. */
export function fromWriteError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const message = `The capture ${file} cannot be written: ${error.message}. Name a file in a directory that is there and has room.`
  return new SocketwrapError('CAPTURE_UNWRITABLE', message, { cause: error, details: { file } })
}

/** By its name: what a program has imported may be another copy of the class. */
function isCaptureError(error: unknown): error is CaptureError {
  return error instanceof Error && error.name === 'CaptureError'
}
