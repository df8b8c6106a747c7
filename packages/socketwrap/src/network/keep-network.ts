import { existsSync } from 'node:fs'
import path from 'node:path'
import { createNetwork as createNative, type NativeNetwork, openNetwork as openNative } from '@socketwrap/native'
import { callNative } from '../errors/native-error.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { NetworkProcess } from '../process/network-processes.js'
import { checkPlatform } from './check-platform.js'
import { Network } from './network.js'
import { NetworkCore } from './network-core.js'
import { takeDirectory } from './network-directory.js'
import { writeOwnerFile } from './owner-file.js'
import { removeNetworkDirectory } from './sweep.js'

/**
 * Opens the network in a directory, and makes it there when the directory is missing or empty. It is kept: closing it
 * ends what was started through this object and leaves the network to others, until `removeNetwork`.
 */
export function keepNetwork(named: string): Network {
  checkPlatform()
  const { directory, hasNetwork } = takeDirectory(named)
  return wrap(hasNetwork ? open(directory) : makeOrOpen(directory))
}

/** @throws SocketwrapError NOT_A_NETWORK */
export function openNetwork(named: string): Network {
  checkPlatform()
  return wrap(open(existingNetwork(named)))
}

/**
 * Ends everything on the network in a directory, and removes it.
 *
 * @returns the processes that were killed
 * @throws SocketwrapError NOT_A_NETWORK
 */
export function removeNetwork(named: string): NetworkProcess[] {
  checkPlatform()
  return removeNetworkDirectory(existingNetwork(named)).killed
}

/** Of two terminals that make the network at the same time, one finds it made: the shim makes its file exclusively. */
function makeOrOpen(directory: string): NativeNetwork {
  try {
    writeOwnerFile(directory, 'kept')
    return createNative(directory)
  } catch (error) {
    if (hasNetwork(directory)) return open(directory)
    return callNative(`make a network in ${directory}`, () => {
      throw error
    })
  }
}

function open(directory: string): NativeNetwork {
  return callNative(`open the network in ${directory}`, () => openNative(directory), { directory })
}

function wrap(native: NativeNetwork): Network {
  return new Network(new NetworkCore(native, 'kept', () => process.env), () => {})
}

function existingNetwork(named: string): string {
  if (hasNetwork(named)) return takeDirectory(named).directory
  throw new SocketwrapError(
    'NOT_A_NETWORK',
    `There is no network in ${named}. Make one with: socketwrap run --net ${named} -- COMMAND`,
    {
      details: { directory: named },
    },
  )
}

function hasNetwork(directory: string): boolean {
  return existsSync(path.join(directory, 'network'))
}
