import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect } from 'vitest'
import { families } from '../setting/families.js'
import { mayRename } from '../setting/may-rename.js'
import { requireProgram } from '../setting/program-test.js'
import { buildProgram, makeFolder, talkBuilds } from './build-programs.js'

const test = requireProgram('gcc', 'musl-gcc', 'nc')
const programs = makeFolder()
afterAll(() => rmSync(programs, { recursive: true, force: true }))

describe.each(talkBuilds)('a $title program', (build) => {
  const program = buildProgram(build, programs)

  test('can wait for the answer of a silent host and do something else', async ({ network }) => {
    const { ip } = await network.host('dead', { silent: true })
    const { stdout } = await network.run(program, ['try', ip, '7000'])
    expect(stdout).toMatch(/^Operation (now )?in progress\n0\n(Success|No error information)\n$/)
  })

  for (const { family, addressOf, wildcard } of families) {
    test(`is a server for the test, for nc and for its like, over ${family}`, async ({ network }) => {
      const [there, here] = [await network.host('there'), await network.host('here')]
      const server = await there.spawn(program, ['serve', wildcard, '7000'])
      await server.listening(7000)
      const socket = connect({ port: 7000, host: addressOf(there) })
      await once(socket, 'connect')
      const { localPort } = socket.end('hello')
      expect(await text(socket)).toBe(`you are ${addressOf(network.testHost)} ${localPort}\nhello`)
      const nc = await here.run('nc', ['-N', addressOf(there), '7000'], { input: 'hello' })
      expect(nc.stdout).toMatch(`you are ${addressOf(here)} `)
      expect(nc.stdout).toMatch(/\nhello$/)
      const like = await here.run(program, ['talk', addressOf(there), '7000'], { input: 'hello' })
      expect(like.stdout).toMatch(`connected to ${addressOf(there)} 7000\nyou are ${addressOf(here)} `)
      expect(like.stdout).toMatch(/\nhello$/)
    })

    test(`is a client of the test and of nc over ${family}`, async ({ network }) => {
      const there = await network.host('there')
      const server = createServer((socket) => socket.pipe(socket)).listen(7000, addressOf(network.testHost))
      await once(server, 'listening')
      const { stdout } = await there.run(program, ['talk', addressOf(network.testHost), '7000'], { input: 'ping' })
      expect(stdout).toBe(`connected to ${addressOf(network.testHost)} 7000\nping`)
      server.close()
      const nc = await there.spawn('nc', ['-l', '-N', wildcard, '7000'], { input: 'from nc' })
      await nc.listening(7000)
      const answer = await network.run(program, ['talk', addressOf(there), '7000'], { input: 'to nc' })
      expect(answer.stdout).toBe(`connected to ${addressOf(there)} 7000\nfrom nc`)
      await nc.exited
      expect(nc.stdout).toBe('to nc')
    })

    test(`exchanges datagrams with the test and with its like over ${family}`, async ({ network }) => {
      const there = await network.host('there')
      const server = await there.spawn(program, ['echo', wildcard, '7000'])
      await server.listening(7000, { protocol: 'udp' })
      const socket = createSocket(family === 'IPv4' ? 'udp4' : 'udp6')
      socket.send('ping', 7000, addressOf(there))
      const [answer, peer] = await once(socket, 'message')
      expect([String(answer), peer.address, peer.port]).toEqual(['ping', addressOf(there), 7000])
      socket.close()
      const asked = await network.run(program, ['ask', addressOf(there), '7000', 'one', '', 'three'])
      expect(asked.stdout).toBe(['one', '', 'three'].map((word) => `${word} from ${addressOf(there)} 7000\n`).join(''))
    })
  }

  test('finds hosts by their names', async ({ network }) => {
    const host = await network.host('db')
    const { stdout } = await network.run(program, ['look-up', 'db'])
    expect(stdout.split('\n').filter(Boolean).toSorted()).toEqual([`${host.ip} 1`, `${host.ip6} 1`].toSorted())
  })

  test('has the interfaces of its host', async ({ network }) => {
    const db = await network.host('db')
    const { stdout } = await db.run(program, ['interfaces'])
    const list = 'import os, socket, fcntl, struct; print(*[f"{name} number {i}" for i, name in socket.if_nameindex()])'
    const preloaded = (await db.run('python3', ['-c', list])).stdout.trim()
    expect(stdout).toMatch(/^lo 127\.0\.0\.1 0\n {2}of 255\.0\.0\.0 0, number 1\n/)
    expect(stdout).toContain(` ${db.ip} 0\n`)
    const found = [...stdout.matchAll(/^(\S+) .*\n.*number (\d+)$/gm)].map(
      ([, name, number]) => `${name} number ${number}`,
    )
    expect(found.join(' ')).toBe(preloaded)
  })

  test('is told the name of its host, and gives it another one with privilege only', async ({ network }) => {
    const db = await network.host('db')
    const machine = readFileSync('/proc/sys/kernel/hostname', 'latin1')
    const { stdout } = await db.run(program, ['rename', 'renamed'])
    expect(stdout).toMatch(mayRename() ? /^renamed renamed\n$/ : /^Operation not permitted db\n$/)
    expect((await db.run('hostname')).stdout).toBe(mayRename() ? 'renamed\n' : 'db\n')
    expect(readFileSync('/proc/sys/kernel/hostname', 'latin1')).toBe(machine)
  })

  test('is told that nobody listens, or that nobody has the address', async ({ network }) => {
    const host = await network.host('db')
    const options = { reject: false } as const
    const refused = await network.run(program, ['talk', host.ip, '7000'], options)
    expect(refused.stdout).toBe('connect: Connection refused\n')
    const unreachable = await network.run(program, ['talk', '192.0.2.1', '7000'], options)
    expect(unreachable.stdout).toMatch(/^connect: Network (is )?unreachable\n$/)
    expect(network.report()).toContain('192.0.2.1:7000')
    network.takeBlocked()
  })

  test('is interrupted by a signal while it waits', async ({ network }) => {
    const { stdout } = await network.run(program, ['alarm', '7000'], { reject: false })
    expect(stdout).toBe('accept: Interrupted system call\n')
  })

  test('is told apart in the list of sockets', async ({ network }) => {
    const server = await network.spawn(program, ['serve', '*', '7000'])
    await server.listening(7000)
    const [listener] = network.sockets()
    expect(listener).toMatchObject({ state: 'listening', pid: server.pid, via: 'supervise' })
    expect(network.report()).toMatch(/listening|7000 by .*, supervised\)/i)
  })
})
