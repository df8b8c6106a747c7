// a server that never answers lets fetch time out, and its connection ends
import http from 'node:http'
import { once } from 'node:events'
import { say } from '../../parity.mjs'

const server = http.createServer(() => {})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const ended = once(server, 'connection').then(([socket]) => once(socket, 'close'))
try {
  await fetch(`http://127.0.0.1:${server.address().port}/`, { signal: AbortSignal.timeout(50) })
} catch (error) {
  say(error.name)
}
await ended
say('the connection ended')
server.close()
