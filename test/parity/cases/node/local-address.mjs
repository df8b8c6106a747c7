// a client that chooses its address and port shows them to the server
import net from 'node:net'
import { endpointText, errorText, say } from '../../parity.mjs'

const server = net.createServer((socket) => {
  say('peer', endpointText(socket.remoteAddress, socket.remotePort))
  socket.end()
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address()
for (const localAddress of ['127.0.0.1', '127.0.0.77', '::2']) {
  const client = net.connect({ port, host: localAddress === '::2' ? '::1' : '127.0.0.1', localAddress })
  client.resume()
  await new Promise((resolve) => {
    client.on('error', (error) => say(errorText({ ...error, port: undefined })))
    client.on('close', resolve)
  })
}
server.close()
