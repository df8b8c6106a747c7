// `net.mjs CARRIER SECONDS`: round trips of a byte, and a stream of 64 KiB writes, within this process.
import net from 'node:net'
import { once } from 'node:events'

const [carrier, secondsText] = process.argv.slice(2)
const durationMs = Number(secondsText) * 1000
const isUnix = carrier === 'unix'

console.log(JSON.stringify({ roundTripSeconds: await measureRoundTrips(), bytesPerSecond: await measureStream() }))

async function measureRoundTrips() {
  const { client, server, end } = await connect()
  server.on('data', (byte) => server.write(byte))
  for (let i = 0; i < 500; i++) await roundTrip(client)
  const start = performance.now()
  let trips = 0
  for (; performance.now() - start < durationMs; trips++) await roundTrip(client)
  const seconds = (performance.now() - start) / 1000
  end()
  return seconds / trips
}

function roundTrip(client) {
  return new Promise((resolve) => {
    client.once('data', resolve)
    client.write('x')
  })
}

async function measureStream() {
  const { client, server, end } = await connect()
  const bytes = Buffer.alloc(65536)
  let sent = 0
  let received = 0
  server.on('data', (chunk) => (received += chunk.length))
  const start = performance.now()
  while (performance.now() - start < durationMs) {
    sent += bytes.length
    if (!client.write(bytes)) await once(client, 'drain')
  }
  client.end()
  await once(server, 'end')
  const seconds = (performance.now() - start) / 1000
  end()
  if (sent !== received) throw new Error(`${received} bytes came of ${sent}`)
  return received / seconds
}

async function connect() {
  const listener = net.createServer({ noDelay: true })
  const place = isUnix ? { path: `\0bench-net-${process.pid}` } : { host: carrier, port: 0 }
  listener.listen(place)
  await once(listener, 'listening')
  const target = isUnix ? place : { host: carrier, port: listener.address().port }
  const client = net.connect({ ...target, noDelay: true })
  const [[server]] = await Promise.all([once(listener, 'connection'), once(client, 'connect')])
  const end = () => {
    client.destroy()
    server.destroy()
    listener.close()
  }
  return { client, server, end }
}
