// resetAndDestroy is an ECONNRESET at the peer, destroy and end are an end
import net from 'node:net'
import { errorText, say } from '../../parity.mjs'

for (const how of ['resetAndDestroy', 'destroy', 'end']) {
  const server = net.createServer((socket) => {
    socket.once('data', () => socket[how]())
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = net.connect(server.address().port, '127.0.0.1')
  client.write('go')
  client.resume()
  client.on('end', () => say(how, 'end'))
  client.on('error', (error) => say(how, errorText(error)))
  await new Promise((resolve) => client.on('close', (hadError) => resolve(say(how, 'close', hadError))))
  await new Promise((resolve) => server.close(resolve))
}
