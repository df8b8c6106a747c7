// fetch streams bodies both ways, follows redirects, and names the reason when a server is not there or goes away
import http from 'node:http'
import { endpointText, say } from '../../parity.mjs'

const server = http.createServer(async (request, response) => {
  if (request.url === '/moved') return response.writeHead(302, { location: '/here' }).end()
  if (request.url === '/gone') return request.socket.resetAndDestroy()
  if (request.url === '/half') {
    response.writeHead(200, { 'content-length': '10' }).write('five!')
    return setImmediate(() => request.socket.destroy())
  }
  let length = 0
  for await (const bytes of request) length += bytes.length
  response.end(`${request.method} ${request.url} ${length}`)
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address()
const base = `http://127.0.0.1:${port}`

say(await text(fetch(`${base}/moved`)))
const body = new ReadableStream({
  pull(controller) {
    this.left = (this.left ?? 100) - 1
    if (this.left < 0) controller.close()
    else controller.enqueue(new Uint8Array(10_000))
  },
})
say(await text(fetch(`${base}/up`, { method: 'POST', body, duplex: 'half' })))
say(
  await Promise.all(Array.from({ length: 50 }, (_, index) => text(fetch(`${base}/${index}`)))).then(
    (all) => all.length,
  ),
)
for (const path of ['/gone', '/half']) say(path, await text(fetch(base + path)).catch(reason))
const aborted = AbortSignal.abort()
say('aborted', await text(fetch(base, { signal: aborted })).catch((error) => error.name))
server.closeAllConnections()
await new Promise((resolve) => server.close(resolve))
say('closed', await text(fetch(base)).catch(reason))
say(await text(fetch(`http://[::1]:${port}/`)).catch(reason))

async function text(response) {
  return (await response).text()
}

function reason(error) {
  const cause = error.cause?.errors?.[0] ?? error.cause
  const where = cause?.port === undefined ? '' : endpointText(cause.address, cause.port)
  return `${error.name}: ${error.message}: ${cause?.code} ${where}`
}
