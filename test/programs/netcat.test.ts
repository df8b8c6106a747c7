import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram } from './setting/program-test.js'
import { printed } from './setting/wait-for.js'

const test = requireProgram('nc')

for (const { family, addressOf } of families) {
  const flag = family === 'IPv4' ? '-4' : '-6'

  test(`nc sends to nc on another host over ${family}`, async ({ network }) => {
    const [there, here] = [await network.host('there'), await network.host('here')]
    const listener = await there.spawn('nc', [flag, '-l', '-v', '7000'])
    await listener.listening(7000)
    await here.run('nc', ['-N', addressOf(there), '7000'], { input: 'hello' })
    expect((await listener.exited).exitCode).toBe(0)
    expect(listener.stdout).toBe('hello')
    expect(listener.stderr).toContain('Connection received on here ')
  })

  test(`nc is a server for the test, and a client of the test, over ${family}`, async ({ network }) => {
    const there = await network.host('there')
    const listener = await there.spawn('nc', [flag, '-l', '-N', '7000'], { input: 'from nc' })
    await listener.listening(7000)
    expect(await text(connect({ port: 7000, host: addressOf(there) }).end('from the test'))).toBe('from nc')
    await listener.exited
    expect(listener.stdout).toBe('from the test')

    const server = createServer((socket) => socket.end('served')).listen(7000, addressOf(network.testHost))
    await once(server, 'listening')
    const { stdout } = await there.run('nc', ['-N', addressOf(network.testHost), '7000'])
    expect(stdout).toBe('served')
    server.close()
  })

  test(`nc -u exchanges datagrams with the test over ${family}`, async ({ network }) => {
    const there = await network.host('there')
    const nc = await there.spawn('nc', [flag, '-u', '-l', '7000'], { stdin: 'pipe' })
    await nc.listening(7000, { protocol: 'udp' })
    const socket = createSocket(family === 'IPv4' ? 'udp4' : 'udp6')
    socket.send('ping', 7000, addressOf(there))
    await printed(nc, /ping/)
    nc.stdin?.write('pong')
    const [answer] = await once(socket, 'message')
    expect(String(answer)).toBe('pong')
    socket.close()
  })

  test(`nc -z tells an open port from a closed one and an address that nobody has, over ${family}`, async ({
    network,
  }) => {
    const there = await network.host('there')
    const server = createServer().listen(7000, addressOf(there))
    await once(server, 'listening')
    const scan = (address: string, port: string) => network.run('nc', ['-z', '-v', address, port], { reject: false })
    expect((await scan(addressOf(there), '7000')).stderr).toContain('succeeded')
    expect((await scan(addressOf(there), '7001')).stderr).toContain('Connection refused')
    const nobody = family === 'IPv4' ? '192.0.2.1' : '2001:db8::1'
    expect((await scan(nobody, '80')).stderr).toContain('Network is unreachable')
    server.close()
  })
}
