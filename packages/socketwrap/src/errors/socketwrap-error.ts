import type { SocketwrapErrorCode } from './error-codes.js'

const brand = Symbol.for('socketwrap.error')

export interface SocketwrapErrorOptions {
  cause?: unknown
  details?: Record<string, unknown>
}

/**
 * What went wrong with a network, a host or a program, for the person who writes the test.
 * (What the program under test sees is the errno that Linux gives, never this.)
 *
 * `instanceof` goes by a brand and not by the class: Jest loads this module once more inside its sandbox, and
 * an error that was made outside is the same kind of thing there.
 */
export class SocketwrapError extends Error {
  override readonly name = 'SocketwrapError'
  readonly code: SocketwrapErrorCode
  /** The values involved: a plain object whose keys depend on the code. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: SocketwrapErrorCode, message: string, options: SocketwrapErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.details = options.details ?? {}
    Object.defineProperty(this, brand, { value: true })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value
  }
}
