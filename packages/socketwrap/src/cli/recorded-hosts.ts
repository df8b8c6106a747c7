import { existsSync } from 'node:fs'
import path from 'node:path'
import { openNetwork } from '../network/keep-network.js'
import type { NamedHost } from '../traffic/traffic.js'

/** The hosts of the network in a directory. A recording that was copied elsewhere names them itself. */
export function recordedHosts(directory: string): NamedHost[] {
  if (!existsSync(path.join(directory, 'network'))) return []
  const network = openNetwork(directory)
  const hosts = network.hosts().map(({ name, addresses }) => ({ name, addresses }))
  void network.close()
  return hosts
}
