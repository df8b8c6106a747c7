// http requests over one kept-alive connection and over fetch get their answers
import http from 'node:http'
import { say } from '../../parity.mjs'

const ports = new Set()
const server = http.createServer(async (request, response) => {
  ports.add(request.socket.remotePort)
  let size = 0
  for await (const bytes of request) size += bytes.length
  response.setHeader('x-size', String(size))
  response.end(`${request.method} ${request.url} ${request.socket.remoteAddress}`)
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address()
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
for (let index = 0; index < 20; index++) {
  const text = await new Promise((resolve, reject) => {
    http
      .get({ port, host: '127.0.0.1', agent, path: `/${index}` }, async (response) => {
        let body = ''
        for await (const part of response.setEncoding('utf8')) body += part
        resolve(`${response.statusCode} ${body}`)
      })
      .on('error', reject)
  })
  if (index % 5 === 0) say(text)
}
say('connections', ports.size)
agent.destroy()
const response = await fetch(`http://127.0.0.1:${port}/fetched`, { method: 'POST', body: 'x'.repeat(3000000) })
say(response.status, response.headers.get('x-size'), await response.text())
server.closeAllConnections()
server.close()
