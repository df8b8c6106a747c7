// dgram options are set and read back
import dgram from 'node:dgram'
import { once } from 'node:events'
import { say } from '../../parity.mjs'

const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: 40000, sendBufferSize: 50000 })
socket.bind(0)
await once(socket, 'listening')
say(socket.address().address, socket.getRecvBufferSize(), socket.getSendBufferSize())
say(socket.setTTL(10), socket.setMulticastTTL(5), socket.setMulticastLoopback(false))
socket.setBroadcast(true)
socket.setRecvBufferSize(30000)
say(socket.getRecvBufferSize())
say(socket.getSendQueueSize(), socket.getSendQueueCount())
for (const ttl of [0, 256]) {
  try {
    socket.setTTL(ttl)
  } catch (error) {
    say(ttl, error.code)
  }
}
socket.addMembership('239.5.5.5', '127.0.0.1')
try {
  socket.addMembership('239.5.5.5', '127.0.0.1')
} catch (error) {
  say(error.code)
}
socket.dropMembership('239.5.5.5', '127.0.0.1')
socket.close()
