// a server that listens without a host is reached by 127.0.0.1, ::1 and localhost
import net from 'node:net'
import { say } from '../../parity.mjs'

const server = net.createServer((socket) => socket.end(`${socket.remoteFamily} ${socket.remoteAddress}`))
await new Promise((resolve) => server.listen(0, resolve))
say('address', server.address().address, server.address().family)
for (const host of ['127.0.0.1', '::1']) {
  const client = net.connect(server.address().port, host).setEncoding('utf8')
  for await (const text of client) say(host, text)
}
const client = net.connect(server.address().port, 'localhost').setEncoding('utf8')
for await (const text of client) say('localhost reached', text.length > 0)
server.close()
