import { once } from 'node:events'
import { duplexPair } from 'node:stream'
import { connect, createSecureContext, TLSSocket } from 'node:tls'

interface TlsExchange {
  /** What the client sent, in the order of its turns, and what the server answered. */
  sent: Buffer[]
  received: Buffer[]
  /** Keys in the format of SSLKEYLOGFILE. */
  keyLog: string
}

/** Sends a request over TLS with a shared key, which needs no certificate, and writes down what crosses the wire. */
export async function exchangeOverTls(request: string): Promise<TlsExchange> {
  const exchange: TlsExchange = { sent: [], received: [], keyLog: '' }
  const [clientWire, serverWire] = duplexPair()
  const note = (wire: typeof clientWire, turns: Buffer[]) => {
    const write = wire._write.bind(wire)
    wire._write = (chunk: Buffer, encoding, done) => {
      turns.push(Buffer.from(chunk))
      write(chunk, encoding, done)
    }
  }
  note(clientWire, exchange.sent)
  note(serverWire, exchange.received)
  const psk = Buffer.alloc(16, 7)
  const shared = { ciphers: 'PSK-AES128-GCM-SHA256', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const
  const server = new TLSSocket(serverWire, {
    isServer: true,
    secureContext: createSecureContext(shared),
    pskCallback: () => psk,
  } as ConstructorParameters<typeof TLSSocket>[1])
  const client = connect({
    ...shared,
    socket: clientWire,
    pskCallback: () => ({ psk, identity: 'test' }),
    checkServerIdentity: () => undefined,
  })
  client.on('keylog', (line: Buffer) => (exchange.keyLog += line.toString()))
  await once(client, 'secureConnect')
  client.write(request)
  await once(server, 'data')
  client.destroy()
  server.destroy()
  return exchange
}
