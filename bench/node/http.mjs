// `http.mjs CARRIER SECONDS keep-alive|close`: how many requests a server answers to eight clients, all in this process.
import http from 'node:http'

const [carrier, seconds, kind] = process.argv.slice(2)
const clients = 8
const answer = 'x'.repeat(1000)

const server = http.createServer((request, response) => response.end(answer))
await new Promise((resolve) => {
  if (carrier === 'unix') server.listen(`\0bench-http-${process.pid}`, resolve)
  else server.listen(0, carrier, resolve)
})
const agent = new http.Agent({ keepAlive: kind === 'keep-alive', maxSockets: clients })
const target = carrier === 'unix' ? { socketPath: server.address() } : { host: carrier, port: server.address().port }

await requestUntil(performance.now() + (Number(seconds) * 1000) / 4)
const start = performance.now()
const requests = await requestUntil(start + Number(seconds) * 1000)
console.log(JSON.stringify({ requestsPerSecond: requests / ((performance.now() - start) / 1000) }))
agent.destroy()
server.close()

async function requestUntil(endMs) {
  let count = 0
  const client = async () => {
    while (performance.now() < endMs) {
      await request()
      count++
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return count
}

function request() {
  return new Promise((resolve, reject) => {
    const sent = http.get({ ...target, agent }, (response) => {
      let size = 0
      response.on('data', (chunk) => (size += chunk.length))
      response.on('end', () => {
        if (size === answer.length) resolve()
        else reject(new Error(`${size} bytes came instead of ${answer.length}`))
      })
    })
    sent.on('error', reject)
  })
}
