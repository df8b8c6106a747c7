// a request that is aborted shows as aborted on the server and as AbortError at the client
import http from 'node:http'
import { once } from 'node:events'
import { say } from '../../parity.mjs'

const server = http.createServer((request, response) => {
  response.write('part')
  response.on('close', () => say('server saw the close, complete', response.writableFinished))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const control = new AbortController()
const response = await fetch(`http://127.0.0.1:${server.address().port}/`, { signal: control.signal })
const closed = once(server, 'connection')
control.abort()
await response.text().catch((error) => say(error.name))
await Promise.race([closed, new Promise((resolve) => setImmediate(resolve))])
await new Promise((resolve) => server.close(resolve))
