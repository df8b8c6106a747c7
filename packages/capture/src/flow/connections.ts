import type { Endpoint, OpenEvent } from '../types.js'
import { Connection } from './connection.js'
import type { Member } from './half.js'

/** The TCP connections that were seen, each with all the processes that used it. */
export class Connections {
  readonly all: Connection[] = []
  private readonly byEndpoints = new Map<string, Connection[]>()

  /** Adds the process to the connection that it speaks of, which may be a new one. */
  open(event: OpenEvent): { connection: Connection; member: Member } {
    const key = connectionKey(event)
    const known = this.byEndpoints.get(key) ?? []
    const found = findConnection(known, event)
    if (found) return { connection: found, member: found.join(event) }
    const connection = new Connection(event)
    this.all.push(connection)
    this.byEndpoints.set(key, [...known, connection])
    return { connection, member: connection.firstMember }
  }
}

/** Ports are used again, so several connections can have the same endpoints, one after the other. */
function findConnection(known: Connection[], { role, isInherited }: OpenEvent): Connection | undefined {
  if (isInherited) return known.at(-1)
  const other = role === 'client' ? 'server' : 'client'
  const halves = known.filter((connection) => !connection.has(role))
  // A client may have closed before the server accepts, but one that is still there goes first.
  return halves.find((connection) => !connection.isClosed(other)) ?? halves[0]
}

/** Addresses of hosts are unique on a network; those of loopback need the host. */
export function connectionKey({ role, local, remote }: OpenEvent): string {
  const [client, server] = role === 'client' ? [local, remote] : [remote, local]
  return `${endpointKey(client)} ${endpointKey(server)}`
}

export function endpointKey({ address, port, host }: Endpoint): string {
  const isLoopback = address === '::1' || address.startsWith('127.')
  return `${address} ${port}${isLoopback ? ` ${host}` : ''}`
}
