import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Network } from 'socketwrap'

let network: Network
beforeEach(async () => {
  network = await createNetwork()
  network.enter()
})
afterEach(() => network.close())

const here = expect.stringContaining('blocked.test.ts')

function connect(port: number, host: string): Promise<unknown> {
  return once(net.connect(port, host), 'error')
}

test('an attempt of a program is given with its arguments, once', async () => {
  const web = await network.host('web')
  const script = `for (const port of [9, 9]) require('net').connect(port, '198.51.100.1').on('error', () => {})`
  await web.run(process.execPath, ['-e', script])
  expect(network.takeBlocked()).toEqual([
    {
      host: 'web',
      program: 'node',
      command: expect.stringContaining(`-e for (const port of [9, 9])`),
      pid: expect.any(Number),
      protocol: 'tcp',
      destination: '198.51.100.1:9',
      name: '',
      errno: 'ENETUNREACH',
      reason: '',
      times: 2,
    },
  ])
  expect(network.takeBlocked()).toEqual([])
})
test('the arguments of a program have room, however long the path of the program is', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'blocked-'))
  try {
    const program = path.join(folder, 'x'.repeat(200), 'here')
    mkdirSync(path.dirname(program))
    symlinkSync(process.execPath, program)
    const script = `require('net').connect(9, '198.51.100.1').on('error', () => {})`
    await network.testHost.run(program, ['-e', script])
    expect(network.takeBlocked()).toMatchObject([{ command: `here -e ${script}` }])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
test("an attempt of the test's own code has its stack", async () => {
  await connect(443, '2001:db8::7')
  expect(network.takeBlocked()).toMatchObject([{ destination: '[2001:db8::7]:443', pid: process.pid, stack: here }])
})
test('so have datagrams, what fetch asks for, and names', async () => {
  const socket = dgram.createSocket('udp4')
  await new Promise((resolve) => socket.send('x', 0, 1, 123, '198.51.100.1', resolve))
  socket.close()
  await expect(fetch('http://198.51.100.2:8080/a')).rejects.toThrow('fetch failed')
  await expect(fetch('https://registry.example.com/')).rejects.toThrow('fetch failed')
  await expect(dns.promises.lookup('db.example.com')).rejects.toThrow('ENOTFOUND')
  expect(network.takeBlocked()).toMatchObject([
    { protocol: 'udp', destination: '198.51.100.1:123', stack: here },
    { protocol: 'tcp', destination: '198.51.100.2:8080', stack: here },
    { protocol: '', destination: 'registry.example.com', errno: 'ENOENT', stack: here },
    { protocol: '', destination: 'db.example.com', stack: here },
  ])
})
test('a destination is called by the name that gave its address', async () => {
  network.dns({ 'api.example.com': '198.51.100.9' })
  await connect(443, 'api.example.com')
  expect(network.takeBlocked()).toMatchObject([
    { destination: '198.51.100.9:443', name: 'api.example.com', stack: here },
  ])
})
test('a test gets what was tried since it began, and the file the rest', async () => {
  await connect(1, '198.51.100.1')
  network.beginScope('a')
  await connect(2, '198.51.100.1')
  expect(network.takeBlocked()).toMatchObject([{ destination: '198.51.100.1:2' }])
  await connect(3, '198.51.100.1')
  await network.endScope()
  expect(network.takeBlocked()).toMatchObject([{ destination: '198.51.100.1:1' }, { destination: '198.51.100.1:3' }])
})
test('a refused connection is not a blocked one', async () => {
  const web = await network.host('web')
  await connect(80, web.ip)
  expect(network.takeBlocked()).toEqual([])
})
test('the report says how to allow and how to fake each attempt', async () => {
  network.dns({ 'api.example.com': '198.51.100.9' })
  await connect(443, 'api.example.com')
  await connect(22, '2001:db8::7')
  await connect(443, 'registry.example.com')
  const socket = dgram.createSocket('udp4')
  await new Promise((resolve) => socket.send('x', 123, '198.51.100.1', resolve))
  socket.close()
  const report = network
    .report()
    .replaceAll(/ +by .*\n?/g, '')
    .replaceAll(/\(pid \d+\)/g, '(pid N)')
  expect(report.slice(report.indexOf('Refused')).trimEnd()).toBe(`Refused or blocked:
  test: node (pid N) blocked to tcp 198.51.100.9:443 (api.example.com): ENETUNREACH
    allow it: allow: ['api.example.com:443']
    fake it:  await network.host('api.example.com', { ip: '198.51.100.9' })
  test: node (pid N) blocked to tcp [2001:db8::7]:22: ENETUNREACH
    allow it: allow: ['[2001:db8::7]:22']
    fake it:  await network.host('remote', { ip: '2001:db8::7' })
  test: node (pid N) could not look up registry.example.com: ENOENT, no host and no record of this network has this name
    allow it: allow: ['registry.example.com']
    fake it:  await network.host('registry.example.com')
  test: node (pid N) blocked to udp 198.51.100.1:123: ENETUNREACH
    allow it: allow: ['udp://198.51.100.1:123']
    fake it:  await network.host('remote', { ip: '198.51.100.1' })`)
})
test('leaving puts everything back', async () => {
  const entered = [net.Socket.prototype.connect, dgram.Socket.prototype.send, globalThis.fetch]
  network.leave()
  const left = [net.Socket.prototype.connect, dgram.Socket.prototype.send, globalThis.fetch]
  for (const [index, original] of left.entries()) expect(original).not.toBe(entered[index])
  expect(left.map(({ name }) => name)).toEqual(entered.map(({ name }) => name))
  network.enter()
})
test('a datagram socket that connects and says nothing is no attempt, and knows its own address', async () => {
  const web = await network.host('web')
  const script = `
from socket import *
endpoint = socket(AF_INET, SOCK_DGRAM)
endpoint.connect(('198.51.100.1', 80))
print(endpoint.getsockname()[0])`
  expect((await web.run('python3', ['-c', script])).stdout).toBe(`${web.ip}\n`)
  expect(network.takeBlocked()).toEqual([])
  const send = `${script}
try: endpoint.send(b'x')
except OSError as error: print(error.errno)`
  expect((await web.run('python3', ['-c', send])).stdout).toBe(`${web.ip}\n101\n`)
  expect(network.takeBlocked()).toMatchObject([{ protocol: 'udp', destination: '198.51.100.1:80', times: 1 }])
})
test('a socket that no network has is an attempt too, though the program goes on; a ring is only reported', async () => {
  const web = await network.host('web')
  const script = `
import ctypes, struct
from socket import *
for call in (AF_INET, SOCK_RAW, 1), (AF_INET, SOCK_DGRAM, 1), (AF_PACKET, SOCK_RAW, 768), (AF_INET, SOCK_SEQPACKET, 132):
    try: socket(*call)
    except OSError: pass
ctypes.CDLL(None).syscall(425, 8, ctypes.create_string_buffer(struct.pack('<8xI108x', 0)))`
  await web.run('python3', ['-c', script])
  const who = { host: 'web', program: expect.stringMatching(/^python/), pid: expect.any(Number), times: 1, name: '' }
  expect(network.takeBlocked()).toMatchObject([
    { ...who, protocol: 'raw', destination: 'socket(AF_INET, SOCK_RAW, 1)', errno: 'EPERM' },
    { ...who, protocol: 'icmp', destination: 'socket(AF_INET, SOCK_DGRAM, 1)', errno: 'EACCES' },
    { ...who, protocol: 'packet', destination: 'socket(AF_PACKET, SOCK_RAW, 768)', errno: 'EPERM' },
    { ...who, protocol: 'other', destination: 'socket(AF_INET, SOCK_SEQPACKET, 132)', errno: 'EPROTONOSUPPORT' },
  ])
  expect(network.report()).toContain('was refused socket(AF_INET, SOCK_RAW, 1): EPERM, raw packets would reach')
  expect(network.report()).toContain('was refused io_uring_setup(): ENOSYS, ')
})
test('what a program is refused that could not be started is no attempt', async () => {
  await network.run('sh', ['-c', 'exec /usr/bin/su'], { reject: false })
  expect(network.takeBlocked()).toEqual([])
})
