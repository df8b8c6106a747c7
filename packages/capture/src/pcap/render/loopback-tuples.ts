import type { Endpoint } from '../../types.js'
import { isLoopbackAddress } from '../packet/ip-address.js'
import type { TcpConnection } from './tcp-connection.js'

const leastRoom = 1024

/**
 * Each host has its own loopback, but in a capture 127.0.0.1 is one machine: two connections of two hosts
 * with equal ports at the same time would be taken for one. The later one is shown with another loopback
 * address: 127.1.0.1, 127.2.0.1 and so on, by host.
 */
export class LoopbackTuples {
  readonly #live = new Map<string, TcpConnection>()
  readonly #numbers = new Map<string, number>()
  #roomFor = leastRoom

  /** The endpoints as they are to be shown. */
  disguise(client: Endpoint, server: Endpoint): [client: Endpoint, server: Endpoint] {
    if (!isLoopbackAddress(server.address)) return [client, server]
    const other = this.#live.get(tupleOf(client, server))
    if (!other || other.isOver || other.server.host === server.host) return [client, server]
    const number = this.#numbers.get(server.host) ?? this.#numbers.size + 1
    this.#numbers.set(server.host, number)
    return [disguiseAddress(client, number), disguiseAddress(server, number)]
  }

  /** Remembers a connection until it is over, by its endpoints as they are. */
  claim(client: Endpoint, server: Endpoint, connection: TcpConnection): void {
    if (!isLoopbackAddress(server.address)) return
    const tuple = tupleOf(client, server)
    if (this.#live.get(tuple)?.isOver ?? true) this.#live.set(tuple, connection)
    if (this.#live.size >= this.#roomFor) this.#forgetOver()
  }

  #forgetOver(): void {
    for (const [tuple, connection] of this.#live) if (connection.isOver) this.#live.delete(tuple)
    this.#roomFor = Math.max(leastRoom, 2 * this.#live.size)
  }
}

function tupleOf(client: Endpoint, server: Endpoint): string {
  return `${client.address} ${client.port} ${server.address} ${server.port}`
}

function disguiseAddress(endpoint: Endpoint, number: number): Endpoint {
  const address = endpoint.address.includes(':')
    ? `::1:${number.toString(16)}`
    : endpoint.address.replace(/^127\.\d+/, `127.${number % 256}`)
  return { ...endpoint, address }
}
