// a server can listen on a descriptor that its parent opened
import { spawn } from 'node:child_process'
import net from 'node:net'
import { endpointText, say } from '../../parity.mjs'

if (process.argv[2] === 'child') {
  const server = net.createServer((socket) => {
    socket.end('served by descriptor')
    server.close()
  })
  server.listen({ fd: 3 }, () => say('child', endpointText(server.address().address, server.address().port)))
} else {
  const server = net.createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  const child = spawn(process.execPath, [process.argv[1], 'child'], {
    stdio: ['ignore', 'inherit', 'inherit', server._handle.fd],
  })
  server.close()
  const client = net.connect(port, '127.0.0.1').setEncoding('utf8')
  for await (const text of client) say(text)
  say('exit', await new Promise((resolve) => child.once('exit', resolve)))
}
