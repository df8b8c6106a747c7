// setNoDelay, setKeepAlive, setTimeout and ref work on connections
import net from 'node:net'
import { say } from '../../parity.mjs'

const server = net.createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 5000 }, (socket) => {
  socket.setTimeout(20, () => {
    say('server timeout')
    socket.end('done')
  })
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const client = net.connect({ port: server.address().port, host: '127.0.0.1', noDelay: true, keepAlive: true })
client.setNoDelay(false)
client.setKeepAlive(true, 1000)
for await (const bytes of client) say(String(bytes))
say('connecting', client.connecting, 'pending', client.pending, 'destroyed', client.destroyed)
server.close()
