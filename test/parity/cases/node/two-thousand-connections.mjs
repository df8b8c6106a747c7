// two thousand connections to the own server in one tick all succeed
import net from 'node:net'
import { say } from '../../parity.mjs'

let accepted = 0
const errors = []
const server = net.createServer((socket) => {
  accepted++
  socket.end('x')
  socket.resume()
})
await new Promise((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve))
const closed = Array.from({ length: 2000 }, () => {
  const client = net.connect(server.address().port, '127.0.0.1')
  client.resume()
  client.on('error', (error) => errors.push(error.code))
  return new Promise((resolve) => client.on('close', resolve))
})
await Promise.all(closed)
say('accepted', accepted, 'errors', errors.length, [...new Set(errors)])
server.close()
