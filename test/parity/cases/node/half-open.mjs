// with allowHalfOpen a server answers after the client has ended
import net from 'node:net'
import { say } from '../../parity.mjs'

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let text = ''
  socket.on('data', (bytes) => (text += bytes))
  socket.on('end', () => {
    say('server end', text)
    socket.write('late ')
    setImmediate(() => socket.end('answer'))
  })
  socket.on('close', (hadError) => say('server close', hadError))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const client = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true })
client.end('question')
let text = ''
client.on('data', (bytes) => (text += bytes))
await new Promise((resolve) => client.on('close', resolve))
say('client', text)
server.close()
