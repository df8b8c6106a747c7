import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { Place, Relay, Relayed } from './relay.js'

/** As `relayTcp`, with a socket to the server for each client. */
export async function relayUdp(at: Place, to: Place): Promise<Relay> {
  const type = isIPv6(at.address) ? 'udp6' : 'udp4'
  const server = createSocket(type)
  const clients = new Map<string, { kept: Relayed; onward: Socket }>()
  const begin = (client: RemoteInfo) => {
    const kept = { sent: Buffer.alloc(0), received: Buffer.alloc(0) }
    const onward = createSocket(type).on('message', (bytes) => {
      kept.received = Buffer.concat([kept.received, bytes])
      server.send(bytes, client.port, client.address)
    })
    clients.set(`${client.address} ${client.port}`, { kept, onward })
    return { kept, onward }
  }
  server.on('message', (bytes, client) => {
    const { kept, onward } = clients.get(`${client.address} ${client.port}`) ?? begin(client)
    kept.sent = Buffer.concat([kept.sent, bytes])
    onward.send(bytes, to.port, to.address)
  })
  server.bind(at.port, at.address)
  await once(server, 'listening')
  return {
    get conversations() {
      return [...clients.values()].map(({ kept }) => kept)
    },
    close: () => [server, ...[...clients.values()].map(({ onward }) => onward)].forEach((socket) => socket.close()),
  }
}
