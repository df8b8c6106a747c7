// a TLS connection with a pre-shared key carries a megabyte
import tls from 'node:tls'
import { say } from '../../parity.mjs'

const key = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
const common = { ciphers: 'PSK', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }
const server = tls.createServer({ ...common, pskCallback: () => key }, (socket) =>
  socket.end(Buffer.alloc(1 << 20, 'x')),
)
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const client = tls.connect({
  ...common,
  port: server.address().port,
  host: '127.0.0.1',
  pskCallback: () => ({ psk: key, identity: 'parity' }),
  checkServerIdentity: () => undefined,
})
let total = 0
for await (const bytes of client) total += bytes.length
say(total)
server.close()
