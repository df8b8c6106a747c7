import { createRequire } from 'node:module'
import { addonPath, preloadPath, unsupportedPlatformReason } from './binaries.js'
import type { NativeNetwork, ProgramInspection } from './types.js'

/** What the addon, addon/*.c, gives. */
export interface Addon {
  version: string
  /** Maps the shim into this process, once; the path of libsocketwrap.so. */
  load(libraryPath: string): void
  createNetwork(directory: string): NativeNetwork
  openNetwork(directory: string): NativeNetwork
  enter(network: NativeNetwork, hostIndex: number): void
  leave(): void
  inspectProgram(file: string): ProgramInspection
}

let loaded: Addon | undefined

/** The addon, loaded at its first use, so that importing this package never fails. */
export function addon(): Addon {
  if (!loaded) {
    const reason = unsupportedPlatformReason()
    if (reason) throw Object.assign(new Error(reason), { code: 'UNSUPPORTED_PLATFORM' })
    const found = createRequire(import.meta.url)(addonPath) as Addon
    found.load(preloadPath)
    loaded = found
  }
  return loaded
}
