import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFlows } from '@socketwrap/capture'
import { createNetwork, type Flow, type Host, type Network, type Program } from 'socketwrap'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { compile } from '../native/compile.js'
import { createRandom } from '../unit/pcap-random.js'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'killed-'))
const programs = ['endless-stream', 'endless-datagrams', 'endless-frames'].map((name) => path.join(folder, name))
const [stream = '', datagrams = '', frames = ''] = programs
let network: Network
let host: Host

beforeAll(() => programs.forEach((output) => compile(path.basename(output), output, ['-O2'], fixtures)))
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(async () => {
  network = await createNetwork({ capture: 'on' })
  network.enter()
  host = await network.host('sender')
})
afterEach(() => network.close())

const calls = ['write', 'send', 'sendmsg', 'sendmmsg', 'writev', 'sendfile', 'splice', 'nonblocking']
const ways = {
  alone: 'that have a connection for themselves',
  threads: 'with a connection for each of four threads',
  fork: 'whose connection goes on in a child again and again',
  exec: 'that become other programs again and again',
  pass: 'that pass the connection on to other processes',
}

for (const [index, [way, title]] of Object.entries(ways).entries())
  test(`what was received of programs ${title}, until they were killed, is in the capture`, async () => {
    const random = createRandom(100 + index)
    const storms = calls.map(async (call, at) => {
      const args = [call, way, String(Math.floor(random() * 2 ** 31)), network.testHost.ip, String(100 + at)]
      return receiveAndKill(100 + at, random() * 600_000, () => host.spawn(stream, args))
    })
    const received = (await Promise.all(storms)).flat()
    expect(received.length).toBeGreaterThanOrEqual(calls.length)
    const [flows, captured] = [network.traffic().flows, await flowsOfFile()]
    for (const { ends, bytes } of received) {
      expect(find(flows, ends)?.sent.equals(bytes), `flow of ${ends}`).toBe(true)
      expect(find(captured, ends)?.sent.subarray(0, bytes.length).equals(bytes), `packets of ${ends}`).toBe(true)
    }
  })

test('frames that processes and threads write into one connection, until they are killed, are in the capture', async () => {
  const args = [network.testHost.ip, '100']
  const [received] = await receiveAndKill(100, 2_000_000, () => host.spawn(frames, args))
  const [flow] = network.traffic().flows
  const [got, kept] = [countFrames(received?.bytes), countFrames(flow?.sent)]
  expect(got.size).toBeGreaterThan(4)
  for (const [writer, count] of got) expect(kept.get(writer), `frames of ${writer}`).toBeGreaterThanOrEqual(count)
})

for (const call of ['send', 'sendmsg', 'sendmmsg', 'write', 'threads'])
  test(`datagrams that were received of a program that was killed are in the capture: ${call}`, async () => {
    const random = createRandom(call.length)
    const limit = random() * 2000
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 }).bind(53, network.testHost.ip)
    await once(socket, 'listening')
    const received: Buffer[] = []
    const enough = new Promise<void>((resolve) =>
      socket.on('message', (bytes) => received.push(bytes) > limit && resolve()),
    )
    const program = await host.spawn(datagrams, [call, '7', network.testHost.ip, '53'])
    await enough
    program.kill('SIGKILL')
    await program.exited
    socket.close()
    const [flow] = network.traffic().flows
    const kept = new Map(flow?.chunks.map(({ bytes }) => [bytes?.readUInt32LE(), bytes]))
    for (const bytes of received) expect(kept.get(bytes.readUInt32LE())?.equals(bytes)).toBe(true)
  })

test('a client that was killed and another one from its port are two connections', async () => {
  for (const word of ['one', 'two']) {
    const script = `net.connect({ host: '${network.testHost.ip}', port: 100, localPort: 5000 }).write('${word}')`
    await receiveAndKill(100, 0, () => host.spawn('setsid', [process.execPath, '-e', script]))
  }
  expect(network.traffic().flows.map(({ sent }) => String(sent))).toEqual(['one', 'two'])
  expect((await flowsOfFile()).map(({ sent }) => String(sent))).toEqual(['one', 'two'])
})

interface Received {
  /** The ports of server and client. */
  ends: string
  bytes: Buffer
}

/** Receives until there is so much, kills the program with all its processes, and receives what they have sent. */
async function receiveAndKill(port: number, limit: number, start: () => Promise<Program>): Promise<Received[]> {
  const received: { ends: string; parts: Buffer[] }[] = []
  let total = 0
  const server = createServer()
  const enough = new Promise<void>((resolve) =>
    server.on('connection', (socket) => {
      const parts: Buffer[] = []
      received.push({ ends: `${port} ${socket.remotePort}`, parts })
      socket
        .on('error', () => {})
        .on('data', (bytes) => {
          parts.push(bytes)
          total += bytes.length
          if (total > limit) resolve()
        })
    }),
  )
  await once(server.listen(port, network.testHost.ip), 'listening')
  const { pid, exited } = await start()
  await enough
  process.kill(-pid, 'SIGKILL')
  await exited
  await new Promise((resolve) => server.close(resolve))
  return received.map(({ ends, parts }) => ({ ends, bytes: Buffer.concat(parts) }))
}

function find(flows: readonly Flow[], ends: string): Flow | undefined {
  return flows.find(({ client, server }) => `${server.port} ${client.port}` === ends)
}

async function flowsOfFile(): Promise<Flow[]> {
  const file = path.join(folder, 'storm.pcapng')
  await network.traffic().writePcap(file)
  const flows: Flow[] = []
  for await (const flow of readFlows(file)) flows.push(flow)
  return flows
}

/** How many frames of each writer there are; they are in the order of their numbers. */
function countFrames(bytes: Buffer = Buffer.alloc(0)): Map<number, number> {
  const counts = new Map<number, number>()
  for (let at = 0; at + 32 <= bytes.length; at += 32) {
    const [writer, number] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
    expect(number).toBe(counts.get(writer) ?? 0)
    expect(bytes.readUInt32LE(at + 28)).toBe(writer + number)
    counts.set(writer, number + 1)
  }
  return counts
}
