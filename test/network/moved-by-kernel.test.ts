import { once } from 'node:events'
import { createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Flow, type Network } from 'socketwrap'

const program = fileURLToPath(new URL('fixtures/mover.py', import.meta.url))
let network: Network
beforeEach(async () => {
  network = await createNetwork({ capture: 'on' })
  network.enter()
})
afterEach(async () => await network.close())

test('what a program sent by splice and sendfile is in the traffic, byte for byte', async () => {
  const { received, flow } = await send()
  expect(received.length).toBeGreaterThan(9_000_000)
  expect(flow).toMatchObject({ outcome: 'closed', lostBytes: 0, sentBytes: received.length })
  expect(flow.sent.equals(received)).toBe(true)
})

test('of what is spliced without a descriptor to spare the number of bytes is known', async () => {
  const { received, flow } = await send('without-descriptors')
  expect(flow).toMatchObject({ outcome: 'closed', lostBytes: 1000, sentBytes: received.length })
})

test('what a program took from a connection by splice and sendfile counts as received', async () => {
  const { ip } = network.testHost
  const server = createServer((socket) => socket.end(Buffer.alloc(100_000))).listen(9, ip)
  await once(server, 'listening')
  const script = `
import os, socket
connection, (reader, writer) = socket.create_connection(('${ip}', 9)), os.pipe()
os.splice(connection.fileno(), writer, 0)
while os.splice(connection.fileno(), writer, 5000) + os.sendfile(writer, connection.fileno(), None, 5000) > 0:
    os.read(reader, 10_000)
connection.close()
`
  await network.run('python3', ['-c', script])
  server.close()
  expect(await receivedByClient()).toBe(100_000n)
})

async function receivedByClient(): Promise<bigint | undefined> {
  for await (const event of network.watch({ port: 9 }))
    if (event.kind === 'close' && event.role === 'client') return event.receivedBytes
}

/** Runs the program against a server of the test. */
async function send(...args: string[]) {
  const { ip } = network.testHost
  const server = createServer({ allowHalfOpen: true }).listen(9, ip)
  await once(server, 'listening')
  const running = network.run('python3', [program, ip, '9', ...args])
  const [socket] = await once(server, 'connection')
  const received = await buffer(socket)
  socket.end()
  await running
  server.close()
  const [flow] = network.traffic({ port: 9 }).flows as [Flow]
  return { received, flow }
}
