/** Why something cannot be read at all. What is only damaged is delivered, with a `JournalProblem`. */
export type CaptureErrorCode =
  | 'NOT_A_JOURNAL'
  | 'UNKNOWN_VERSION'
  | 'JOURNAL_UNREADABLE'
  | 'NOT_A_CAPTURE'
  | 'TRUNCATED_CAPTURE'
  | 'DAMAGED_CAPTURE'
  | 'UNSUPPORTED_LINK_TYPE'

export class CaptureError extends Error {
  override readonly name = 'CaptureError'

  constructor(
    readonly code: CaptureErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
