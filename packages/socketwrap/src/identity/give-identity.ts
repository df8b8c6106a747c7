import { identityEnvironment, type NativeNetwork } from '@socketwrap/native'
import type { Host } from '../host/host.js'
import type { SpawnOptions } from '../program/spawn-options.js'
import { findIdentity, formatIdentity, loginVariables } from './identity.js'
import { formatPrivileges } from './privileges.js'

/**
 * Adds to a program's environment who it believes to be, and the accounts of its host. A program without a user on a
 * host without accounts gets nothing, and pays nothing.
 *
 * @throws SocketwrapError UNKNOWN_USER
 */
export function giveIdentity(
  host: Host,
  native: NativeNetwork,
  environment: Record<string, string>,
  options: Pick<SpawnOptions, 'user' | 'env' | 'privileges'>,
): Record<string, string> {
  if (options.user === undefined) return host.accounts.areMade ? identityEnvironment(native, environment) : environment
  const identity = findIdentity(host.accounts.ensure(), options.user, host.name)
  const given = Object.fromEntries(
    Object.entries(loginVariables(identity)).filter(([name]) => options.env?.[name] === undefined),
  )
  const privileges = options.privileges && { SOCKET_WRAPPER_PRIVILEGES: formatPrivileges(options.privileges) }
  return identityEnvironment(native, { ...environment, ...given, ...privileges }, formatIdentity(identity))
}
