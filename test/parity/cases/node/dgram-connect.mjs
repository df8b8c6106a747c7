// a connected dgram socket sends without an address, hears its peer only and can disconnect
import dgram from 'node:dgram'
import { once } from 'node:events'
import { endpointText, say } from '../../parity.mjs'

const [peer, stranger, socket] = Array.from({ length: 3 }, () => dgram.createSocket('udp4'))
for (const one of [peer, stranger, socket]) {
  one.bind(0, '127.0.0.1')
  await once(one, 'listening')
}
socket.connect(peer.address().port, '127.0.0.1')
await once(socket, 'connect')
say('remote', endpointText(socket.remoteAddress().address, socket.remoteAddress().port))
stranger.send('stranger', socket.address().port, '127.0.0.1')
await new Promise((resolve) => setTimeout(resolve, 10))
peer.send('peer', socket.address().port, '127.0.0.1')
say(String((await once(socket, 'message'))[0]))
socket.send('to the peer')
say(String((await once(peer, 'message'))[0]))
try {
  socket.send('x', peer.address().port, '127.0.0.1')
} catch (error) {
  say(error.code)
}
socket.disconnect()
try {
  socket.remoteAddress()
} catch (error) {
  say(error.code)
}
for (const one of [peer, stranger, socket]) one.close()
