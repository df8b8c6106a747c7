// three hundred requests in parallel over many connections get their answers
import http from 'node:http'
import { say } from '../../parity.mjs'

const server = http.createServer((request, response) => setImmediate(() => response.end(request.url)))
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const base = `http://127.0.0.1:${server.address().port}`
const answers = await Promise.all(
  Array.from({ length: 300 }, async (_, index) => (await (await fetch(`${base}/${index}`)).text()) === `/${index}`),
)
say('right', answers.filter(Boolean).length)
server.closeAllConnections()
server.close()
