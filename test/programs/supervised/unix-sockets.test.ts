import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Network } from 'socketwrap'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { printed } from '../setting/wait-for.js'
import { buildProgram, makeFolder } from './build-programs.js'

const test = requireProgram('gcc', 'python3')
const outside = (name: string) => fileURLToPath(new URL(`../../network/fixtures/${name}`, import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'machine-'))
const programs = makeFolder()
const file = (name: string) => path.join(folder, name)
let reachProgram: string
let stranger: number

beforeAll(async () => {
  reachProgram = buildProgram({ title: 'static', compiler: 'gcc', source: 'reach.c', flags: ['-static'] }, programs)
  const child = spawn('python3', [outside('stranger.py'), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  stranger = Number(String(((await once(child.stdout, 'data')) as [Buffer])[0]))
})
afterEach(() => rmSync(file('heard'), { force: true }))
afterAll(() => {
  process.kill(stranger)
  for (const made of [folder, programs]) rmSync(made, { recursive: true })
})

const reach = async (network: Network, ...args: string[]) =>
  (await network.run(reachProgram, args, { cwd: folder })).stdout.trim()
const heard = () => (existsSync(file('heard')) ? readFileSync(file('heard'), 'utf8').split('\n').filter(Boolean) : [])

const strangers: [string, string][] = [
  ['stream', file('stream')],
  ['packets', file('packets')],
  ['datagram', file('datagrams')],
  ['sendto', file('datagrams')],
  ['sendmsg', file('datagrams')],
  ['sendmmsg', file('datagrams')],
  ['stream', `@${file('abstract')}`],
  ['datagram', `@${file('abstract-datagrams')}`],
  ['sendto', `@${file('abstract-datagrams')}`],
]
const isStream = (kind: string) => kind === 'stream' || kind === 'packets'

describe('a supervised program', () => {
  for (const [kind, name] of strangers) {
    test(`does not reach a service of the machine: ${kind} ${name.replace(folder, '')}`, async ({ network }) => {
      expect(await reach(network, kind, name)).toBe('ECONNREFUSED')
      const command = `reach-static ${kind} ${name}`
      expect(network.takeBlocked()).toMatchObject([
        { protocol: 'unix', destination: name, errno: 'ECONNREFUSED', program: 'reach-static', command },
      ])
      expect(heard()).toEqual([])
    })

    test(`reaches it when a rule says so: ${kind} ${name.replace(folder, '')}`, async ({ network }) => {
      network.allow(`unix:${name}`)
      expect(await reach(network, kind, name)).toBe(isStream(kind) ? 'from a stranger' : 'sent')
      await expect.poll(heard).toEqual(['hello'])
      expect(network.notices()).toEqual([])
    })
  }

  test('may call it by a path from where it is', async ({ network }) => {
    expect(await reach(network, 'stream', './stream')).toBe('ECONNREFUSED')
    expect(await reach(network, 'datagram', 'datagrams')).toBe('ECONNREFUSED')
    expect(network.takeBlocked()).toMatchObject([
      { destination: `${folder}/./stream` },
      { destination: file('datagrams') },
    ])
    network.allow(`unix:${folder}/*`)
    expect(await reach(network, 'stream', './stream')).toBe('from a stranger')
    expect(await reach(network, 'datagram', 'datagrams')).toBe('sent')
    await expect.poll(heard).toEqual(['hello', 'hello'])
  })

  test('has the errors of the kernel where nobody serves', async ({ network }) => {
    expect(await reach(network, 'stream', file('missing'))).toBe('ENOENT')
    expect(await reach(network, 'sendto', file('missing'))).toBe('ENOENT')
    expect(await reach(network, 'datagram', file('stream'))).toBe('EPROTOTYPE')
    expect(await reach(network, 'stream', '@nobody-has-this-name')).toBe('ECONNREFUSED')
    expect(network.notices()).toEqual([])
  })

  test('reaches services that ordinary programs use, until a rule closes them', async ({ network }) => {
    expect(await reach(network, 'stream', file('node-cdp.1.sock'))).toBe('from a stranger')
    expect(network.notices()).toEqual([])
    network.deny(`unix:${file('node-cdp.1.sock')}`)
    expect(await reach(network, 'stream', file('node-cdp.1.sock'))).toBe('ECONNREFUSED')
    expect(network.takeBlocked()).toMatchObject([{ destination: file('node-cdp.1.sock') }])
  })

  test('reaches the servers of the test', async ({ network }) => {
    const server = createServer((socket) => socket.end('from the test').resume()).listen(file('own'))
    await once(server, 'listening')
    expect(await reach(network, 'stream', file('own'))).toBe('from the test')
    expect(network.notices()).toEqual([])
    server.close()
  })

  test('reaches a program of the test whose socket was moved since it was bound', async ({ network }) => {
    const script = `
import os, socket
one = socket.socket(socket.AF_UNIX)
one.bind('${file('first')}')
one.listen()
os.rename('${file('first')}', '${file('moved')}')
print('ready', flush=True)
for _ in range(2):
    connection, _ = one.accept()
    connection.send(b'from a program')
    connection.recv(100)`
    const server = await network.spawn('python3', ['-c', script], { via: 'supervise' })
    await printed(server, /ready/)
    expect(await reach(network, 'stream', file('moved'))).toBe('from a program')
    const preloaded = await network.run('python3', [outside('reach.py'), 'stream', file('moved')])
    expect(preloaded.stdout.trim()).toBe('from a program')
    await server.exited
    expect(network.notices()).toEqual([])
  })

  test('waits as long as the queue of a server is full', async ({ network }) => {
    const script = `
import os, socket
one = socket.socket(socket.AF_UNIX)
one.bind('${file('before')}')
one.listen(0)
os.rename('${file('before')}', '${file('busy')}')
first = socket.socket(socket.AF_UNIX)
first.connect('${file('busy')}')
print('full', flush=True)
input()
one.accept()
connection, _ = one.accept()
connection.send(b'at last')
connection.recv(100)`
    const server = await network.spawn('python3', ['-c', script], { via: 'supervise', stdin: 'pipe' })
    await printed(server, /full/)
    const client = await network.spawn(reachProgram, ['told', file('busy')])
    await printed(client, /EAGAIN/)
    server.stdin?.write('\n')
    await client.exited
    expect(client.stdout).toBe('EAGAIN\nat last\n')
    await server.exited
    expect(network.notices()).toEqual([])
  })

  for (const name of [file('bound'), '@bound-abstract']) {
    test(`is sent datagrams by its like, by preloaded programs: ${name.replace(folder, '')}`, async ({ network }) => {
      for (const [sender, args] of [
        [reachProgram, ['sendto', name]],
        ['python3', [outside('reach.py'), 'sendto', name]],
      ] as const) {
        const receiver = await network.spawn(reachProgram, ['receive', name])
        await printed(receiver, /ready/)
        expect((await network.run(sender, [...args])).stdout.trim()).toBe('sent')
        await receiver.exited
        expect(receiver.stdout).toBe('ready\nhello\n')
        rmSync(name, { force: true })
      }
      expect(network.notices()).toEqual([])
    })
  }

  test('is answered at a name that the kernel has chosen for it', async ({ network }) => {
    const script = `
from socket import *
server, client = [socket(AF_UNIX, SOCK_DGRAM) for _ in range(2)]
server.bind('${file('server')}'), client.bind('')
client.sendto(b'ping', '${file('server')}')
server.sendto(b'pong', server.recvfrom(100)[1])
print(client.recv(100).decode())`
    for (const via of ['supervise', 'preload'] as const) {
      expect((await network.run('python3', ['-c', script], { via })).stdout).toBe('pong\n')
      rmSync(file('server'))
    }
    expect(network.notices()).toEqual([])
  })

  test('that could not bind to the name of a service does not reach it either', async ({ network }) => {
    for (const name of [file('datagrams'), `@${file('abstract-datagrams')}`]) {
      expect(await reach(network, 'receive', name)).toBe('EADDRINUSE')
      expect(await reach(network, 'sendto', name)).toBe('ECONNREFUSED')
      expect(network.takeBlocked()).toMatchObject([{ destination: name }])
    }
    expect(heard()).toEqual([])
  })

  test('is refused sockets that go past the network, and that is noted', async ({ network }) => {
    const kinds = [
      ['2 3 1', 'EPERM', 'raw', 'socket(AF_INET, SOCK_RAW, 1)'],
      ['10 2 58', 'EACCES', 'icmp', 'socket(AF_INET6, SOCK_DGRAM, 58)'],
      ['17 3 768', 'EPERM', 'packet', 'socket(AF_PACKET, SOCK_RAW, 768)'],
      ['40 1 0', 'EAFNOSUPPORT', 'other', 'socket(AF_VSOCK, SOCK_STREAM, 0)'],
    ] as const
    for (const [args, errno, protocol, destination] of kinds) {
      expect(await reach(network, 'socket', ...args.split(' '))).toBe(errno)
      expect(network.notices().at(-1)).toMatchObject({ kind: 'unsupported', protocol, destination, errno })
    }
  })
})
