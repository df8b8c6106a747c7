import { types } from 'node:util'
import type { SocketwrapErrorCode } from './error-codes.js'
import { SocketwrapError, type SocketwrapErrorOptions } from './socketwrap-error.js'

const codeOfNative: Record<string, SocketwrapErrorCode> = {
  ADDRESS_IN_USE: 'ADDRESS_IN_USE',
  HOST_EXISTS: 'HOST_EXISTS',
  BAD_NAME: 'BAD_HOST_NAME',
  BAD_ADDRESS: 'BAD_ADDRESS',
  NETWORK_FULL: 'NETWORK_FULL',
  TABLE_TOO_LARGE: 'TABLE_TOO_LARGE',
  ALREADY_ENTERED: 'ALREADY_ENTERED',
  SHIM_MISMATCH: 'SHIM_MISMATCH',
  OTHER_VERSION: 'OTHER_VERSION',
}

const nextStep: Partial<Record<SocketwrapErrorCode, string>> = {
  ADDRESS_IN_USE: 'Choose another address, or leave `ip` out to get the next free one.',
  HOST_EXISTS: 'Choose another name, or close the other host first.',
  BAD_ADDRESS: 'Give each address once, and no more than a host can have.',
  NETWORK_FULL: 'Close hosts that are not used any more, or use a second network.',
  TABLE_TOO_LARGE:
    'Give the network fewer records or rules, or shorter ones: names have room for 4 MiB, rules for 64 KiB.',
  ALREADY_ENTERED: 'Leave the other network first: one thread is on one network at a time.',
  OTHER_VERSION: 'Use the version that made it, or remove it with `socketwrap rm`.',
  SHIM_MISMATCH:
    'Install the same version of all socketwrap packages, and take an older libsocketwrap.so out of LD_PRELOAD.',
}

/** Calls into the native part and gives its errors our codes; `doing` completes "Could not …". */
export function callNative<T>(doing: string, call: () => T, details: SocketwrapErrorOptions['details'] = {}): T {
  try {
    return call()
  } catch (error) {
    throw fromNativeError(doing, error, details)
  }
}

export function fromNativeError(doing: string, error: unknown, details: Record<string, unknown> = {}): SocketwrapError {
  // In Jest's sandbox and in VM pools the native part's errors are of another realm, so `instanceof` does not know them.
  const nativeError = types.isNativeError(error) ? (error as NodeJS.ErrnoException) : undefined
  const nativeCode = nativeError?.code
  const code = codeOfNative[nativeCode ?? ''] ?? 'NATIVE_FAILED'
  const reason = nativeError?.message ?? String(error)
  const hint = nextStep[code] ?? 'Run `socketwrap doctor` to see what this machine can do.'
  return new SocketwrapError(code, `Could not ${doing}: ${reason.replace(/\.$/, '')}. ${hint}`, {
    cause: error,
    details,
  })
}
