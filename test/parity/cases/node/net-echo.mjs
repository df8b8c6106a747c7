// a net server and client exchange text and know each other's addresses
import net from 'node:net'
import { endpointText, forgetPorts, say } from '../../parity.mjs'

for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
  forgetPorts()
  const server = net.createServer((socket) => {
    say('server', endpointText(socket.localAddress, socket.localPort), socket.localFamily)
    say('its peer', endpointText(socket.remoteAddress, socket.remotePort), socket.remoteFamily)
    socket.pipe(socket)
  })
  await new Promise((resolve) => server.listen(0, host, resolve))
  const { address, family, port } = server.address()
  say('listening', endpointText(address, port), family)
  const client = net.connect(port, host === '::1' ? '::1' : '127.0.0.1')
  await new Promise((resolve) => client.once('connect', resolve))
  say(
    'client',
    endpointText(client.localAddress, client.localPort),
    endpointText(client.remoteAddress, client.remotePort),
  )
  client.end('hello')
  client.setEncoding('utf8')
  for await (const text of client) say('echo', text)
  await new Promise((resolve) => server.close(resolve))
}
