import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Network } from 'socketwrap'

const run = promisify(execFile)
const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'unix-sockets-'))
const file = (name: string) => path.join(folder, name)
let stranger: number
let network: Network
beforeAll(async () => {
  const child = spawn('python3', [fixture('stranger.py'), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  stranger = Number(String(((await once(child.stdout, 'data')) as [Buffer])[0]))
})
afterAll(() => {
  process.kill(stranger)
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  network = await createNetwork()
  network.enter()
})
afterEach(async () => {
  await network.close()
  rmSync(file('heard'), { force: true })
})

const reach = async (kind: string, name: string) =>
  (await run('python3', [fixture('reach.py'), kind, name], { cwd: folder })).stdout.trim()
const heard = () => (existsSync(file('heard')) ? readFileSync(file('heard'), 'utf8').split('\n').filter(Boolean) : [])

const strangers: [string, string][] = [
  ['stream', file('stream')],
  ['packets', file('packets')],
  ['datagram', file('datagrams')],
  ['sendto', file('datagrams')],
  ['stream', `@${file('abstract')}`],
  ['datagram', `@${file('abstract-datagrams')}`],
  ['sendto', `@${file('abstract-datagrams')}`],
]

test.for(strangers)('a service of the machine is not reached: %s %s', async ([kind, name]) => {
  expect(await reach(kind, name)).toBe(kind === 'stream' || kind === 'packets' ? 'ENOTCONN' : 'ECONNREFUSED')
  expect(network.notices()).toMatchObject([
    {
      kind: 'blocked',
      protocol: 'unix',
      destination: name,
      errno: 'ECONNREFUSED',
      command: expect.stringContaining('reach.py'),
    },
  ])
  expect(heard()).toEqual([])
})

test('the test itself does not reach it either', async () => {
  const [error] = (await once(connect(file('stream')), 'error').catch((reason) => [reason])) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNREFUSED')
  expect(network.notices()).toMatchObject([{ protocol: 'unix', destination: file('stream'), pid: process.pid }])
  expect(heard()).toEqual([])
})

test.for(strangers)('a rule lets it be reached: %s %s', async ([kind, name]) => {
  network.allow(`unix:${name}`)
  expect(await reach(kind, name)).toBe(kind === 'stream' || kind === 'packets' ? 'from a stranger' : 'sent')
  await expect.poll(heard).toEqual(['hello'])
  expect(network.notices()).toEqual([])
})

test('a path that is not absolute is the same', async () => {
  expect(await reach('datagram', './datagrams')).toBe('ECONNREFUSED')
  network.allow(`unix:${folder}/*`)
  expect(await reach('datagram', 'datagrams')).toBe('sent')
  await expect.poll(heard).toEqual(['hello'])
})

test('what nobody serves has the errors of the kernel', async () => {
  expect(await reach('stream', file('missing'))).toBe('ENOENT')
  expect(await reach('sendto', file('missing'))).toBe('ENOENT')
  expect(await reach('datagram', file('stream'))).toBe('EPROTOTYPE')
  expect(await reach('stream', file('heard/too'))).toBe('ENOENT')
  expect(network.notices()).toEqual([])
})

test('services that ordinary programs use are reached without a rule, and closed by one', async () => {
  expect(await reach('stream', file('node-cdp.1.sock'))).toBe('from a stranger')
  expect(network.notices()).toEqual([])
  network.deny(`unix:${file('node-cdp.1.sock')}`)
  expect(await reach('stream', file('node-cdp.1.sock'))).toBe('ENOTCONN')
  expect(network.notices()).toMatchObject([{ destination: file('node-cdp.1.sock'), rule: expect.any(Number) }])
})

test('servers of the test and of its programs are free', async () => {
  const server = createServer((socket) => socket.end('from the test').resume()).listen(file('own'))
  await once(server, 'listening')
  expect(await reach('stream', file('own'))).toBe('from the test')
  const script = `
import socket
one, two = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
one.bind('${file('program')}'), two.bind('${file('program-datagrams')}')
one.listen()
print('ready', flush=True)
connection, _ = one.accept()
connection.send(b'from a program')
print(two.recv(100))`
  const web = await network.host('web')
  const program = await web.spawn('python3', ['-c', script])
  await expect.poll(() => program.stdout).toContain('ready')
  expect(await reach('stream', file('program'))).toBe('from a program')
  expect(await reach('sendto', file('program-datagrams'))).toBe('sent')
  await program.exited
  expect(network.notices()).toEqual([])
  server.close()
})

test('a server that a daemon left behind when it went on in the background is free', async () => {
  const script = `
import os, socket
one = socket.socket(socket.AF_UNIX)
one.bind('${file('daemon')}')
one.listen()
if os.fork() > 0: os._exit(0)
os.setsid()
if os.fork() > 0: os._exit(0)
os.closerange(0, 3)
connection, _ = one.accept()
connection.send(b'from a daemon')
connection.recv(100)`
  await run('python3', ['-c', script])
  expect(await reach('stream', file('daemon'))).toBe('from a daemon')
  expect(network.notices()).toEqual([])
})

test('what runs the tests is reached from the tests', async () => {
  network.leave()
  const { stdout } = await run(process.execPath, [fixture('runner.mjs'), file('runner')])
  expect(stdout).toBe('from the runner, from the runner, 0 notices\n')
  network.enter()
})
