// a client that writes on after its server was destroyed gets ECONNRESET or EPIPE, never silence
import net from 'node:net'
import { say } from '../../parity.mjs'

const server = net.createServer((socket) => socket.destroy())
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const client = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true })
client.resume()
const timer = setInterval(() => client.write('x'), 1)
const error = await new Promise((resolve) => client.on('error', resolve))
clearInterval(timer)
say(['EPIPE', 'ECONNRESET'].includes(error.code), error.syscall)
server.close()
