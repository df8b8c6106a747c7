// a port can be listened on again as soon as its server has closed
import net from 'node:net'
import { say } from '../../parity.mjs'

let port = 0
for (let round = 0; round < 5; round++) {
  const server = net.createServer((socket) => socket.end(`round ${round}`))
  await new Promise((resolve, reject) => server.on('error', reject).listen(port, '127.0.0.1', resolve))
  port = server.address().port
  const client = net.connect(port, '127.0.0.1').setEncoding('utf8')
  for await (const text of client) say(text)
  await new Promise((resolve) => server.close(resolve))
}
