// with allowHalfOpen a server answers after the client has ended
import net from 'node:net'
import { say } from '../../parity.mjs'

const seen = []
let serverClosed
const closed = new Promise((resolve) => (serverClosed = resolve))
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let text = ''
  socket.on('data', (bytes) => (text += bytes))
  socket.on('end', () => {
    seen.push(`end after ${text}`)
    socket.write('late ')
    setImmediate(() => socket.end('answer'))
  })
  socket.on('close', (hadError) => {
    seen.push(`close ${hadError}`)
    serverClosed()
  })
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const client = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true })
client.end('question')
let text = ''
client.on('data', (bytes) => (text += bytes))
await new Promise((resolve) => client.on('close', resolve))
say('client', text)
await closed
say('server', seen)
server.close()
