import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import type { Network } from '../network/network.js'
import type { Check } from './doctor.js'

/** What is proved with programs, before this process is on the network itself. */
export const childChecks: Check[] = [
  {
    title: 'the shim gets into a program',
    async prove(network) {
      const { stdout } = await network.run('cat', ['/proc/self/maps'])
      if (!stdout.includes('libsocketwrap.so'))
        throw new Error('libsocketwrap.so is not loaded in a program that was started. Is LD_PRELOAD forbidden here?')
      return 'LD_PRELOAD'
    },
  },
  {
    title: 'two programs talk over TCP',
    async prove(network) {
      const server = await network.spawn(process.execPath, [
        '-e',
        `require('net').createServer((s) => s.end('hello')).listen(7)`,
      ])
      await server.listening(7)
      const { stdout } = await network.run(process.execPath, ['-e', connectAndPrint('127.0.0.1', 7)])
      await server.stop()
      return expectHello(stdout)
    },
  },
  {
    title: 'a program is supervised',
    async prove(network) {
      const server = await network.spawn(
        process.execPath,
        ['-e', `require('net').createServer((s) => s.end('hello')).listen(7)`],
        { via: 'supervise' },
      )
      await server.listening(7)
      const { stdout } = await network.run(process.execPath, ['-e', connectAndPrint('127.0.0.1', 7)])
      await server.stop()
      return expectHello(stdout)
    },
  },
]

/** What is proved with sockets of this process. */
export const inProcessChecks: Check[] = [
  { title: 'TCP over IPv4', prove: () => tcpRoundTrip('203.0.113.7') },
  { title: 'TCP over IPv6', prove: () => tcpRoundTrip('2001:db8::7') },
  { title: 'UDP over IPv4', prove: () => udpRoundTrip('udp4', '203.0.113.7') },
  { title: 'UDP over IPv6', prove: () => udpRoundTrip('udp6', '2001:db8::7') },
  {
    title: 'a host has a name',
    prove: async (network) => {
      await using host = await network.host('doctor-host')
      return await tcpRoundTrip(host.ip, host.name)
    },
  },
  {
    title: 'a program reaches a server in this process',
    prove: (network) =>
      withServer(
        '203.0.113.7',
        async (port) => (await network.run(process.execPath, ['-e', connectAndPrint('203.0.113.7', port)])).stdout,
      ),
  },
  {
    title: 'a program that was started with an empty environment',
    prove: (network) =>
      withServer(
        '203.0.113.7',
        async (port) =>
          (await network.run('env', ['-i', process.execPath, '-e', connectAndPrint('203.0.113.7', port)])).stdout,
      ),
  },
]

/** 192.0.2.1 is kept for documentation (RFC 5737): nobody has it. */
export const closedCheck: Check = { title: 'the real network is closed', prove: expectUnreachable }

async function tcpRoundTrip(address: string, name = address): Promise<string> {
  return withServer(address, async (port) => {
    const client = connect(port, name)
    let text = ''
    for await (const chunk of client) text += String(chunk)
    return text
  })
}

async function withServer(address: string, use: (port: number) => Promise<string>): Promise<string> {
  const server: Server = createServer((socket) => socket.end('hello'))
  server.listen(0, address)
  await once(server, 'listening')
  try {
    return expectHello(await use((server.address() as AddressInfo).port))
  } finally {
    server.close()
  }
}

async function udpRoundTrip(type: 'udp4' | 'udp6', address: string): Promise<string> {
  const receiver = createSocket(type).bind(7, address)
  const sender = createSocket(type)
  try {
    await once(receiver, 'listening')
    sender.send('hello', 7, address)
    const [message] = (await once(receiver, 'message')) as [Buffer]
    return expectHello(String(message))
  } finally {
    receiver.close()
    sender.close()
  }
}

function connectAndPrint(address: string, port: number): string {
  return `require('net').connect(${port}, ${JSON.stringify(address)}).pipe(process.stdout)`
}

function expectHello(text: string): string {
  if (text !== 'hello') throw new Error(`expected 'hello', got ${JSON.stringify(text)}`)
  return 'hello'
}

async function expectUnreachable(network: Network): Promise<string> {
  const script = `require('net').connect(9, '192.0.2.1').on('error', (error) => console.log(error.code))`
  const { stdout } = await network.run(process.execPath, ['-e', script])
  if (stdout.trim() !== 'ENETUNREACH')
    throw new Error(`a connection to 192.0.2.1 gave ${stdout.trim() || 'nothing'}, and not ENETUNREACH`)
  return 'ENETUNREACH'
}
