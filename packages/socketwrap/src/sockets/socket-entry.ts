import type { Protocol } from '@socketwrap/capture'
import type { HostRecord } from '@socketwrap/native'
import type { Endpoint } from '../address/endpoint.js'
import type { NetworkProcess } from '../process/network-processes.js'
import { findSocketOwners } from './socket-owners.js'
import { parseSocketName, type SocketName } from './socket-name.js'
import { isSupervised } from './supervised.js'
import { readUnixTable, type UnixSocket } from './unix-table.js'

/** One virtual socket that has a port. */
export interface SocketEntry {
  host: string
  protocol: Protocol
  /**
   * `connecting`: a TCP socket that waits for the answer of a silent host. `bound`: a socket of UDP or UDP-Lite, or a TCP socket
   * that does none of these.
   */
  state: 'listening' | 'connecting' | 'connected' | 'bound'
  /** For a connection that a wildcard listener accepted, the listener's endpoint. */
  local: Endpoint
  /** Known for the side that connected; the side that accepted shows none. */
  remote?: Endpoint
  pid?: number
  program?: string
  /** The process is supervised; others are preloaded, or are this one. */
  via?: 'supervise'
}

/** A socket without the look for its process, which costs a read of each process's descriptors. */
export interface NamedSocket extends Omit<SocketEntry, 'pid' | 'program' | 'via'> {
  inode: number
}

/** The sockets of one network, sorted by host, protocol, port and state. */
export function listSockets(
  networkId: string,
  hosts: HostRecord[],
  table: UnixSocket[] = readUnixTable(),
): NamedSocket[] {
  const hostNames = new Map(hosts.map(({ index, name }) => [index, name]))
  const sockets: NamedSocket[] = []
  for (const socket of table) {
    const name = parseSocketName(socket.name)
    if (name?.networkId !== networkId) continue
    const { protocol, local, remote } = name
    const host = hostNames.get(name.hostIndex) ?? `#${name.hostIndex}`
    sockets.push({
      host,
      protocol,
      state: stateOf(socket, name),
      local,
      ...(remote && { remote }),
      inode: socket.inode,
    })
  }
  return sockets.sort(bySight)
}

/** The same with pid and program, looked for in the given processes. */
export function addOwners(sockets: NamedSocket[], processes: NetworkProcess[]): SocketEntry[] {
  const owners = findSocketOwners(new Set(sockets.map(({ inode }) => inode)), processes)
  return sockets.map(({ inode, ...socket }) => {
    const owner = owners.get(inode)
    if (!owner) return socket
    const via = isSupervised(owner.pid) && { via: 'supervise' as const }
    return { ...socket, pid: owner.pid, program: owner.program, ...via }
  })
}

/** The shim lets the end of a connection listen, as long as nobody answers. */
function stateOf(socket: UnixSocket, { protocol, remote }: SocketName): SocketEntry['state'] {
  if (socket.isListening) return remote ? 'connecting' : 'listening'
  return socket.isConnected && protocol === 'tcp' ? 'connected' : 'bound'
}

const stateOrder = ['listening', 'bound', 'connecting', 'connected']

function bySight(a: NamedSocket, b: NamedSocket): number {
  return (
    compare(a.host, b.host) ||
    compare(a.protocol, b.protocol) ||
    a.local.port - b.local.port ||
    stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) ||
    compare(a.local.address, b.local.address) ||
    (a.remote?.port ?? 0) - (b.remote?.port ?? 0)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
