import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { addon } from './addon.js'
import { identityPath, preloadPath } from './binaries.js'
import type { NativeNetwork, ProgramInspection } from './types.js'

export { identityPath, pamModulePath, preloadPath, supervisorPath, unsupportedPlatformReason } from './binaries.js'
export type {
  HostRecord,
  NameAnswer,
  NativeNetwork,
  Notice,
  ProcessRecord,
  ProgramInspection,
  Verdict,
} from './types.js'

/** The version of the shim; a process can hold one version only. */
export const shimVersion: string = createRequire(import.meta.url)('../package.json').version

/** Makes a network in an empty directory of ours (mode 0700), with the test host on it. */
export function createNetwork(directory: string): NativeNetwork {
  return addon().createNetwork(directory)
}

/** Opens the network that createNetwork made in the directory. */
export function openNetwork(directory: string): NativeNetwork {
  return addon().openNetwork(directory)
}

/**
 * From now on the calling thread's new sockets are virtual, on this host of the network.
 * @throws an Error whose `code` is ALREADY_ENTERED or SHIM_MISMATCH
 */
export function enter(network: NativeNetwork, hostIndex: number): void {
  addon().enter(network, hostIndex)
}

/** Ends what `enter` began; does nothing on a thread that is on no network. */
export function leave(): void {
  addon().leave()
}

/** Says whether the shim can get into a program. The path is taken as it is, without PATH. */
export function inspectProgram(file: string): ProgramInspection {
  return addon().inspectProgram(file)
}

/**
 * What makes a program believe to be somebody, added to what childEnvironment gave.
 *
 * @param credentials as packages/native/identity/carried.h has them; none: the program sees the accounts of its host alone
 */
export function identityEnvironment(
  network: NativeNetwork,
  environment: Record<string, string>,
  credentials?: string,
): Record<string, string> {
  const libraries = (environment.LD_PRELOAD ?? '').split(':')
  const [shim = '', ...others] = libraries.filter((entry) => !entry.endsWith(`/${path.basename(identityPath)}`))
  const library = needsCopy(identityPath) ? path.join(network.directory, path.basename(identityPath)) : identityPath
  return {
    ...environment,
    LD_PRELOAD: [shim, library, ...others].join(':'),
    ...(credentials !== undefined && { SOCKET_WRAPPER_IDENTITY: credentials }),
  }
}

/** The loader splits LD_PRELOAD at these; createNetwork then put copies into the network's directory. */
function needsCopy(library: string): boolean {
  return /[: ]/.test(library)
}

/**
 * The variables that put a program on a host of the network, and say where its TLS keys go; LD_PRELOAD keeps what it had,
 * and so does SSLKEYLOGFILE.
 */
export function childEnvironment(
  network: NativeNetwork,
  hostName: string,
  parent: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const library = needsCopy(preloadPath) ? path.join(network.directory, 'libsocketwrap.so') : preloadPath
  const others = (parent.LD_PRELOAD ?? '').split(/[: ]/).filter((entry) => entry && entry !== library)
  const keyFile = path.join(network.directory, 'journal', 'tls-keys')
  return {
    LD_PRELOAD: [library, ...others].join(':'),
    SOCKET_WRAPPER_DIR: network.directory,
    SOCKET_WRAPPER_HOST: hostName,
    ...(parent.SSLKEYLOGFILE === undefined && existsSync(keyFile) && { SSLKEYLOGFILE: keyFile }),
  }
}
