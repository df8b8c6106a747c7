import { unsupportedPlatformReason } from '@socketwrap/native'
import { SocketwrapError } from '../errors/socketwrap-error.js'

/** @throws SocketwrapError UNSUPPORTED_PLATFORM */
export function checkPlatform(): void {
  const reason = unsupportedPlatformReason()
  if (reason) throw new SocketwrapError('UNSUPPORTED_PLATFORM', reason)
}
