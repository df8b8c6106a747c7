import { existsSync } from 'node:fs'
import path from 'node:path'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { openNetwork } from '../network/keep-network.js'
import type { Network } from '../network/network.js'
import type { NamedHost } from '../traffic/traffic.js'

/**
 * The hosts of the network in a directory. Where they cannot be asked for, because a recording was copied elsewhere or
 * is of another version, the recording names them itself.
 */
export function recordedHosts(directory: string): NamedHost[] {
  const network = open(directory)
  if (!network) return []
  const hosts = network.hosts().map(({ name, addresses }) => ({ name, addresses }))
  void network.close()
  return hosts
}

function open(directory: string): Network | undefined {
  if (!existsSync(path.join(directory, 'network'))) return undefined
  try {
    return openNetwork(directory)
  } catch (error) {
    if (error instanceof SocketwrapError && error.code === 'OTHER_VERSION') return undefined
    throw error
  }
}
