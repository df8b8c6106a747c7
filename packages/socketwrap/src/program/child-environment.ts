import { childEnvironment, type NativeNetwork } from '@socketwrap/native'
import type { SpawnOptions } from './spawn-options.js'

/**
 * The environment of a program: ours, the caller's changes, and on top what puts the program on its host. The
 * caller's own LD_PRELOAD entries stay, behind the shim.
 */
export function programEnvironment(
  native: NativeNetwork,
  hostName: string,
  ours: NodeJS.ProcessEnv,
  options: Pick<SpawnOptions, 'env' | 'inheritEnv' | 'unsupported' | 'via'>,
): Record<string, string> {
  const merged = { ...(options.inheritEnv === false ? {} : ours), ...options.env }
  const kept = Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  // A mark for an outer program must not let this one out.
  delete kept.SOCKET_WRAPPER_UNSUPPORTED
  delete kept.SOCKET_WRAPPER_VIA
  if (options.via === 'preload' || options.via === 'supervise') kept.SOCKET_WRAPPER_VIA = options.via
  if (options.unsupported === 'allow') kept.SOCKET_WRAPPER_UNSUPPORTED = 'allow'
  // A network's key file was inherited from an outer network. Any other one is the user's.
  if (kept.SSLKEYLOGFILE?.endsWith('/journal/tls-keys')) delete kept.SSLKEYLOGFILE
  // So was an identity: what the program believes is said anew.
  delete kept.SOCKET_WRAPPER_IDENTITY
  delete kept.SOCKET_WRAPPER_PRIVILEGES
  return { ...kept, ...childEnvironment(native, hostName, kept) }
}
