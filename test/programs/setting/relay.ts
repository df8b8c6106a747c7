import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface Place {
  address: string
  port: number
}

/** The bytes of one conversation, as who stood between client and server read them. */
export interface Relayed {
  sent: Buffer
  received: Buffer
}

/** Stands between clients and a server, and keeps the bytes of each conversation: a witness beside the recording. */
export interface Relay {
  /** In the order in which they began. */
  readonly conversations: Relayed[]
  close(): void
}

export async function relayTcp(at: Place, to: Place): Promise<Relay> {
  const conversations: Relayed[] = []
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const onward = connect({ host: to.address, port: to.port, allowHalfOpen: true })
    const kept = { sent: Buffer.alloc(0), received: Buffer.alloc(0) }
    conversations.push(kept)
    pass(client, onward, (bytes) => (kept.sent = Buffer.concat([kept.sent, bytes])))
    pass(onward, client, (bytes) => (kept.received = Buffer.concat([kept.received, bytes])))
  })
  server.listen(at.port, at.address)
  await once(server, 'listening')
  return { conversations, close: () => void server.close() }
}

function pass(from: Socket, to: Socket, keep: (bytes: Buffer) => void): void {
  from.on('data', keep).on('error', () => to.resetAndDestroy())
  from.pipe(to)
}
