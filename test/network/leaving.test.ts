import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createNetwork, type Network } from 'socketwrap'
import { startOutside } from './outside.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('fixtures/leave.py', import.meta.url))
let outside: Awaited<ReturnType<typeof startOutside>>
let network: Network
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.stop())
beforeEach(async () => {
  network = await createNetwork()
  network.enter()
})
afterEach(() => network.close())

const families = [
  { family: 4, host: '127.0.0.1', written: '127.0.0.1', any: '0.0.0.0' },
  { family: 6, host: '::1', written: '[::1]', any: '::' },
] as const

const allowAll = () => network.allow('localhost')
const readLine = async (socket: ReturnType<typeof connect>) => String(((await once(socket, 'data')) as [Buffer])[0])

describe.for(families)('an allowed server outside is reached by IPv$family', ({ family, host, written, any }) => {
  test('from the test itself, by TCP', async () => {
    network.allow(`${written}:${outside.ports[family].tcp}`)
    const socket = connect(outside.ports[family].tcp, host)
    const line = await readLine(socket)
    expect(line).toBe(`from outside to ${socket.localPort}\n`)
    expect(socket.remoteAddress).toBe(host)
    socket.write('echo')
    expect(await readLine(socket)).toBe('echo')
    socket.destroy()
    expect(network.notices()).toEqual([])
  })

  test('from the test itself, by UDP without and with connect', async () => {
    const { udp } = outside.ports[family]
    network.allow(`udp://${written}:${udp}`)
    for (const isConnected of [false, true]) {
      const socket = createSocket({ type: `udp${family}` })
      if (isConnected) {
        socket.connect(udp, host)
        await once(socket, 'connect')
        socket.send('ask')
      } else {
        socket.send('ask', udp, host)
      }
      const [text, from] = (await once(socket, 'message')) as [Buffer, { address: string; port: number }]
      expect(String(text)).toBe(`ask from outside to ${socket.address().port}`)
      expect(from).toMatchObject({ address: host, port: udp })
      socket.close()
    }
    expect(network.notices()).toEqual([])
  })

  test('by fetch and by curl', async () => {
    const url = `http://${written}:${outside.ports[family].http}/`
    allowAll()
    expect(await (await fetch(url)).text()).toBe('page from outside\n')
    expect((await run('curl', ['-sS', '--noproxy', '*', url])).stdout).toBe('page from outside\n')
  })

  test('by the wildcard address, which means the own loopback', async () => {
    allowAll()
    const socket = connect(outside.ports[family].tcp, any)
    expect(await readLine(socket)).toBe(`from outside to ${socket.localPort}\n`)
    socket.destroy()
  })

  test.for([
    'blocking',
    'non_blocking',
    'epoll_before_connect',
    'duplicates',
    'options',
    'chosen_port',
    'kernel_socket',
    'passed',
    'send_to',
    'send_message',
    'connected_datagrams',
    'watched_datagrams',
    'many_datagrams',
  ])('by a program: %s', async (way) => {
    const { tcp, udp } = outside.ports[family]
    network.allow(`tcp://${written}:${tcp}`, `udp://${written}:${udp}`)
    const host = await network.host('web')
    const { stdout, stderr } = await host.run('python3', [script, way, String(family), String(tcp), String(udp)])
    expect({ stdout, stderr }).toEqual({ stdout: 'reached\n', stderr: '' })
    expect(network.notices()).toEqual([])
  })

  test('by a program that inherits the connection over fork and exec', async () => {
    const { tcp, udp } = outside.ports[family]
    allowAll()
    const { stdout } = await run('python3', [script, 'inherited', String(family), String(tcp), String(udp)])
    expect(stdout).toBe('from \nreached\n')
  })
})

describe('the own loopback comes first', () => {
  test('a server of the test is reached, not the one outside', async () => {
    const { tcp } = outside.ports[4]
    network.allow('localhost', '*')
    const server = createServer((socket) => socket.end('from inside')).listen(tcp, '127.0.0.1')
    await once(server, 'listening')
    const socket = connect(tcp, '127.0.0.1')
    expect(await readLine(socket)).toBe('from inside')
    server.close()
    await once(server, 'close')
    const next = connect(tcp, '127.0.0.1')
    expect(await readLine(next)).toBe(`from outside to ${next.localPort}\n`)
    next.destroy()
  })

  test('a datagram goes to a socket of the test, not to the one outside', async () => {
    const { udp } = outside.ports[4]
    allowAll()
    const [inner, first, second] = [createSocket('udp4'), createSocket('udp4'), createSocket('udp4')]
    inner.on('message', (text, { port }) => inner.send(`${String(text)} from inside`, port, '127.0.0.1'))
    await once(inner.bind(udp, '127.0.0.1'), 'listening')
    first.send('ask', udp, '127.0.0.1')
    expect(String(((await once(first, 'message')) as [Buffer])[0])).toBe('ask from inside')
    second.connect(udp, '127.0.0.1')
    await once(second, 'connect')
    second.send('ask')
    expect(String(((await once(second, 'message')) as [Buffer])[0])).toBe('ask from inside')
    for (const socket of [inner, first, second]) socket.close()
  })

  test('without a rule nobody is there', async () => {
    const [error] = (await once(connect(outside.ports[4].tcp, '127.0.0.1'), 'error').catch((reason) => [reason])) as [
      NodeJS.ErrnoException,
    ]
    expect(error.code).toBe('ECONNREFUSED')
    expect(network.notices()).toMatchObject([{ kind: 'refused' }])
  })

  test('a rule for one host is not one for another', async () => {
    const { tcp, udp } = outside.ports[4]
    network.allow({ to: 'localhost', from: 'web' })
    const [web, db] = [await network.host('web'), await network.host('db')]
    const args = [script, 'blocking', '4', String(tcp), String(udp)]
    expect((await web.run('python3', args)).stdout).toBe('reached\n')
    const { stderr } = await db.run('python3', args).catch((error: { details: { stderr: string } }) => error.details)
    expect(stderr).toContain('ConnectionRefusedError')
  })
})

describe('the machine comes in where a rule says so', () => {
  test('to a server of the test and to one of a program', async () => {
    const [first, second] = await freePorts(2)
    network.allow(`in://127.0.0.1:${first}`, `in+tcp://[::1]:${second}`)
    const server = createServer((socket) => socket.end('from the test')).listen(first, '127.0.0.1')
    await once(server, 'listening')
    const web = await network.host('web')
    const script = `require('net').createServer((s) => s.end('from a program')).listen(${second}, '::1', () => console.log('ready'))`
    const program = await web.spawn(process.execPath, ['-e', script])
    await expect.poll(() => program.stdout).toContain('ready')
    expect(await askFromOutside('127.0.0.1', first)).toBe('from the test')
    expect(await askFromOutside('::1', second)).toBe('from a program')
    server.close()
  })

  test('to a UDP socket', async () => {
    const [port] = await freePorts(1)
    network.allow(`in+udp://127.0.0.1:${port}`)
    const socket = createSocket('udp4')
    socket.on('message', (text, { port: to, address }) => socket.send(`${String(text)} back`, to, address))
    await once(socket.bind(port, '127.0.0.1'), 'listening')
    expect(await askFromOutside('127.0.0.1', port, 'udp')).toBe('ask back')
    const error = await new Promise<NodeJS.ErrnoException | null>((done) => socket.send('x', 9, '127.0.0.1', done))
    expect(error?.code).toBe('ENETUNREACH')
    socket.close()
  })

  test('and nowhere else', async () => {
    const [first, second] = await freePorts(2)
    network.allow(`in://127.0.0.1:${first}`)
    const servers = [createServer().listen(second, '127.0.0.1'), createServer().listen(first, '0.0.0.0')]
    await Promise.all(servers.map((server) => once(server, 'listening')))
    for (const port of [first, second]) expect(await askFromOutside('127.0.0.1', port)).toBe('ECONNREFUSED')
    for (const server of servers) server.close()
  })
})

/** Ports that nobody on the machine has. */
async function freePorts(count: number): Promise<[number, number]> {
  network.leave()
  const servers = Array.from({ length: count }, () => createServer())
  await Promise.all(servers.map((server) => once(server.listen(0, '127.0.0.1'), 'listening')))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  network.enter()
  return ports as [number, number]
}

/** What a plain program of the machine gets there. */
async function askFromOutside(host: string, port: number, protocol = 'tcp'): Promise<string> {
  network.leave()
  const script = `
const [host, port, protocol] = process.argv.slice(1)
if (protocol === 'tcp') require('net').connect(port, host).on('error', ({ code }) => console.log(code)).pipe(process.stdout)
else {
  const socket = require('dgram').createSocket('udp4', (text) => { console.log(String(text)); socket.close() })
  socket.send('ask', port, host)
}`
  const asking = run(process.execPath, ['-e', script, host, String(port), protocol])
  network.enter()
  return (await asking).stdout.trim()
}
