import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Network, type TracedEvent } from 'socketwrap'

let network: Network
let files = ''
beforeEach(async () => {
  files = mkdtempSync(path.join(tmpdir(), 'traffic-'))
  network = await createNetwork({ capture: 'on' })
  network.enter()
})
afterEach(async () => {
  await network.close()
  rmSync(files, { recursive: true })
})

const node = process.execPath

test('a conversation of two programs is a flow with hosts, programs and the bytes of both directions', async () => {
  const web = await network.host('web')
  const api = await network.host('api')
  const server = await api.spawn(node, ['-e', `require('http').createServer((q, s) => s.end('hi')).listen(80)`])
  await server.listening(80)
  await web.run(node, ['-e', `require('http').get('http://api/path', { agent: false }, (s) => s.resume())`])
  // The server closes its end after the client, in its own time.
  await expect.poll(() => network.traffic({ host: api, port: 80 }).flows[0]?.outcome).toBe('closed')
  const { flows, problems } = network.traffic({ host: api, port: 80 })
  expect(problems).toEqual([])
  expect(flows).toMatchObject([
    {
      protocol: 'tcp',
      client: { host: 'web', address: web.ip, process: { program: 'node' } },
      server: { host: 'api', port: 80, process: { pid: server.pid, program: 'node' } },
      outcome: 'closed',
      lostBytes: 0,
    },
  ])
  expect(flows[0]?.sent.toString()).toMatch(/^GET \/path HTTP\/1\.1\r\n/)
  expect(flows[0]?.received.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*hi/)
})
test('a host that the test plays has its name in the traffic, and the test its own', async () => {
  const db = await network.host('db')
  const server = createServer((socket) => socket.end('bye')).listen(5432, db.ip)
  await once(server, 'listening')
  await talk(connect(5432, 'db'), 'hello')
  const [flow] = network.traffic().flows
  expect(flow).toMatchObject({ client: { host: network.testHost.name }, server: { host: 'db', port: 5432 } })
  expect([flow?.sent.toString(), flow?.received.toString()]).toEqual(['hello', 'bye'])
  server.close()
})
test('traffic can be looked at after the network has ended', async () => {
  const server = createServer((socket) => socket.end('x'.repeat(300_000))).listen(80)
  await once(server, 'listening')
  await talk(connect(80), '')
  server.close()
  const traffic = network.traffic()
  await network.close()
  expect(existsSync(network.directory)).toBe(false)
  expect(traffic.flows[0]?.received.equals(Buffer.alloc(300_000, 'x'))).toBe(true)
  await traffic.writePcap(path.join(files, 'a.pcapng'))
  await traffic.writePcap(path.join(files, 'a.pcap'))
  expect(readFileSync(path.join(files, 'a.pcapng')).readUInt32LE()).toBe(0x0a0d0d0a)
  expect(readFileSync(path.join(files, 'a.pcap')).readUInt32LE()).toBe(0xa1b23c4d)
})
test('what was refused, blocked and reset says so', async () => {
  await fails(connect(81, network.testHost.ip))
  await fails(connect(443, '198.51.100.1'))
  const server = createServer((socket) => socket.resetAndDestroy()).listen(82)
  await once(server, 'listening')
  await fails(connect(82, network.testHost.ip))
  server.close()
  const { flows } = network.traffic()
  expect(flows.map(({ outcome, errno, server }) => [outcome, server.port, errno])).toEqual([
    ['refused', 81, 'ECONNREFUSED'],
    ['blocked', 443, 'ENETUNREACH'],
    ['reset', 82, undefined],
  ])
  expect(flows[2]?.endings).toMatchObject([{ side: 'server', kind: 'reset' }])
})
test('a connection to a silent host is unanswered, in every form', async () => {
  const dead = await network.host('dead', { silent: true })
  const script = `require('net').connect(80, '${dead.ip}'); setImmediate(() => process.exit())`
  await (await network.host('web')).run(node, ['-e', script])
  const traffic = network.traffic({ host: dead })
  expect(traffic.flows).toMatchObject([
    { outcome: 'unanswered', client: { host: 'web' }, server: { port: 80 }, chunks: [] },
  ])
  expect(traffic.flows[0]?.errno).toBeUndefined()
  expect(String(traffic)).toContain('! unanswered')
  expect(traffic.ladder()).toContain('unanswered :80')
  const file = path.join(files, 'silent.pcapng')
  await traffic.writePcap(file)
  expect(readFileSync(file).length).toBeGreaterThan(0)
})

test('datagrams are a conversation', async () => {
  const dns = await network.host('dns')
  const server = createSocket('udp4')
  server.on('message', (_, { port, address }) => server.send('', port, address))
  server.bind(53, dns.ip)
  await once(server, 'listening')
  const client = createSocket('udp4')
  client.send('who?', 53, dns.ip)
  await once(client, 'message')
  const [flow] = network.traffic({ protocol: 'udp' }).flows
  expect(flow).toMatchObject({ server: { host: 'dns', port: 53 }, sentBytes: 4, receivedBytes: 0 })
  expect(flow?.chunks.map(({ direction, length }) => [direction, length])).toEqual([
    ['sent', 4],
    ['received', 0],
  ])
  server.close()
  client.close()
})
test('after a mark there is only what came later', async () => {
  const server = createServer((socket) => socket.on('data', (data) => socket.write(data))).listen(7)
  await once(server, 'listening')
  const client = connect(7)
  client.write('one')
  await once(client, 'data')
  const since = network.mark()
  client.write('two')
  await once(client, 'data')
  const [flow] = network.traffic({ since }).flows
  expect([flow?.sent.toString(), flow?.received.toString()]).toEqual(['two', 'two'])
  expect(network.traffic({ since: network.mark() }).flows).toEqual([])
  client.destroy()
  server.close()
})
test('after a mark the end of an earlier conversation is nothing that came later, and its reset is', async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) =>
    socket.once('data', () => socket.write('heard')),
  ).listen(7)
  await once(server, 'listening')
  const accepted: Socket[] = []
  server.on('connection', (socket) => accepted.push(socket.on('error', () => {})))
  const clients = [connect(7), connect(7)]
  for (const client of clients) {
    client.write('hello')
    await once(client, 'data')
  }
  const since = network.mark()
  const [ended, reset] = clients
  ended?.end()
  await once(accepted[0] as Socket, 'end')
  accepted[0]?.end()
  expect(network.traffic({ since }).flows).toEqual([])
  reset?.resetAndDestroy()
  await new Promise((resolve) => accepted[1]?.on('close', resolve))
  expect(network.traffic({ since }).flows).toMatchObject([{ outcome: 'reset', chunks: [] }])
  server.close()
})
test('watch gives events as they happen, and the last ones when the network ends', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.write('bye')).resume()).listen(80)
  await once(server, 'listening')
  const seen: TracedEvent[] = []
  const client = connect(80)
  client.resume().write('hello')
  const watching = (async () => {
    for await (const event of network.watch({ port: 80 })) {
      seen.push(event)
      if (event.kind === 'send' && event.role === 'server') client.end('last')
    }
  })()
  await once(client, 'close')
  server.close()
  await network.close()
  await watching
  const kinds = seen.map(({ kind, role }) => `${role} ${kind}`)
  expect(kinds[0]).toBe('server listen')
  expect(kinds).toContain('client close')
  const sends = seen.flatMap((event) => (event.kind === 'send' ? event : []))
  expect(sends.map(({ remote, payload }) => [remote?.port === 80, payload.read()?.toString()])).toEqual([
    [true, 'hello'],
    [false, 'bye'],
    [true, 'last'],
  ])
})
test('everything that a receiver got is in the traffic, also from senders that were killed', async () => {
  const received = new Map<number, Buffer[]>()
  const server = createServer((socket) => {
    const parts: Buffer[] = []
    received.set(socket.remotePort ?? 0, parts)
    socket.on('data', (data) => parts.push(data)).on('error', () => {})
  }).listen(9)
  await once(server, 'listening')
  const script = `const s = require('net').connect(9, () => { let n = 0; setInterval(() => { for (let i = 0; i < 50; i++) s.write(String(n++).repeat(1 + (n % 999))) }, 0) })`
  for (let round = 0; round < 5; round++) {
    const program = await network.spawn(node, ['-e', script])
    const [socket] = (await once(server, 'connection')) as [Socket]
    await once(socket, 'data')
    program.kill('SIGKILL')
    await Promise.all([once(socket, 'close'), program.exited])
  }
  server.close()
  const { flows } = network.traffic({ port: 9 })
  expect(flows).toHaveLength(5)
  for (const { client, sent } of flows) {
    const got = Buffer.concat(received.get(client.port) ?? [])
    expect(sent.subarray(0, got.length).equals(got)).toBe(true)
    expect(sent.length).toBe(got.length)
  }
})
test('a filter for a host that there never was is an error that names those that there are', async () => {
  const web = await network.host('web')
  expect(() => network.traffic({ host: 'wbe' })).toThrow(
    expect.objectContaining({
      code: 'BAD_OPTION',
      message: 'traffic: host is "wbe", and must be an address, or a host of the network, which are test, web.',
    }),
  )
  await web.close()
  for (const host of ['web', web, 'test', '198.51.100.1', '::1']) expect(network.traffic({ host }).flows).toEqual([])
})
test('a network that does not record says so', async () => {
  const other = await createNetwork()
  expect(() => other.traffic()).toThrow(expect.objectContaining({ code: 'CAPTURE_OFF' }))
  expect(() => network.traffic({ prot: 1 } as object)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
  await other.close()
})
test('the report of a recording network shows the last exchanges', async () => {
  const db = await network.host('db')
  const server = createServer((socket) => socket.end('bye')).listen(5432, db.ip)
  await once(server, 'listening')
  await talk(connect(5432, 'db'), 'hello')
  server.close()
  const [, exchanges] = network.report().split('\nLast exchanges:\n')
  expect(exchanges).toContain(' hello ')
  expect(exchanges).toContain(' bye ')
})
test('tshark reads every byte, without a warning', async ({ skip }) => {
  if (!hasTshark()) skip('tshark is not installed')
  const server = createServer((socket) => socket.pipe(socket)).listen(7)
  await once(server, 'listening')
  const megabyte = Buffer.alloc(2 ** 20, 'socketwrap ')
  const client = connect(7, network.testHost.ip6)
  client.end(megabyte)
  client.resume()
  await once(client, 'close')
  server.close()
  const file = path.join(files, 'echo.pcapng')
  await network.traffic().writePcap(file)
  expect(tshark(['-r', file, '-Y', '_ws.expert.severity >= 0x00600000'])).toBe('')
  const lines = tshark(['-r', file, '-T', 'fields', '-e', 'tcp.dstport', '-e', 'tcp.payload']).trim().split('\n')
  const bytes = (port: string) =>
    Buffer.from(
      lines.flatMap((line) => (line.startsWith(`${port}\t`) ? line.slice(port.length + 1) : [])).join(''),
      'hex',
    )
  expect(bytes('7').equals(megabyte)).toBe(true)
  expect(lines.length).toBeGreaterThan(1400)
})

async function talk(socket: Socket, text: string): Promise<void> {
  socket.resume()
  socket.end(text)
  await once(socket, 'close')
}

async function fails(socket: Socket): Promise<void> {
  await new Promise((resolve) => socket.on('error', resolve).on('close', resolve))
}

function hasTshark(): boolean {
  try {
    return tshark(['-v']) !== ''
  } catch {
    return false
  }
}

function tshark(args: string[]): string {
  return execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 26 })
}

test('what cannot be meant is an error that names it', async () => {
  const traffic = network.traffic()
  const bad = (message: string) =>
    expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining(message) })
  const text = (options: object) => () => traffic.toString(options)
  expect(text({ redact: ['x'] })).toThrow(bad('traffic.toString: redact is'))
  expect(text({ maxBytes: 0 })).toThrow(bad('traffic.toString: maxBytes is 0'))
  expect(text({ max: 1 })).toThrow(bad('there is no option max'))
  await expect(traffic.writePcap('')).rejects.toThrow(bad('traffic.writePcap: file is'))
  await expect(traffic.writePcap('x.pcap', { mtu: 5 })).rejects.toThrow(bad('mtu is 5'))
  expect(existsSync('x.pcap')).toBe(false)
  expect(() => network.traffic({ port: -1 })).toThrow(bad('port is -1'))
  expect(() => network.traffic({ host: '' })).toThrow(bad('host is'))
})
