import dns from 'node:dns'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Network } from 'socketwrap'

let network: Network
beforeEach(async () => {
  network = await createNetwork()
  network.enter()
})
afterEach(() => network.close())

const node = process.execPath

test('a server in the test is reached by a program, by fetch, and by name', async () => {
  const web = await network.host('web', { ip: ['203.0.113.7', '2001:db8::7'] })
  const server = createHttpServer((request, response) => response.end(`hello ${request.socket.remoteAddress}`))
  server.listen(80, web.ip)
  await once(server, 'listening')
  const db = await network.host('db')
  const script = `fetch('http://web/').then((r) => r.text()).then(console.log)`
  expect((await db.run(node, ['-e', script])).stdout).toBe(`hello ${db.ip}\n`)
  expect(await (await fetch('http://web/')).text()).toBe(`hello ${network.testHost.ip}`)
  server.close()
})
test('sockets shows who listens and who is connected', async () => {
  const db = await network.host('db')
  const server = createServer().listen(6379, db.ip)
  await once(server, 'listening')
  const client = connect(6379, 'db')
  await once(client, 'connect')
  const udp = createSocket('udp6').bind(53)
  await once(udp, 'listening')
  const { localPort } = client
  const owner = { pid: process.pid, program: expect.any(String) }
  expect(network.sockets()).toEqual([
    expect.objectContaining({
      host: 'db',
      protocol: 'tcp',
      state: 'listening',
      local: { address: db.ip, port: 6379 },
      ...owner,
    }),
    expect.objectContaining({ host: 'db', protocol: 'tcp', state: 'connected', local: { address: db.ip, port: 6379 } }),
    {
      host: 'test',
      protocol: 'tcp',
      state: 'connected',
      local: { address: network.testHost.ip, port: localPort },
      remote: { address: db.ip, port: 6379 },
      ...owner,
    },
    expect.objectContaining({
      host: 'test',
      protocol: 'udp',
      state: 'bound',
      local: { address: '::', port: 53 },
      ...owner,
    }),
  ])
  client.destroy()
  server.close()
  udp.close()
})
test('a plain child process is on the test host', async () => {
  const { execFile } = await import('node:child_process')
  const server = createServer((socket) => socket.end('hello')).listen(0, network.testHost.ip)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const child = execFile(
    node,
    ['-e', `require('net').connect(${port}, '${network.testHost.ip}').pipe(process.stdout)`],
    { env: {} },
  )
  const [text] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [string]
  expect(text).toBe('hello')
  server.close()
})
test('the real network is closed, and the attempt is told', async () => {
  const [error] = (await once(connect(80, '198.51.100.1'), 'error').catch((reason: unknown) => [reason])) as [
    NodeJS.ErrnoException,
  ]
  expect(error.code).toBe('ENETUNREACH')
  expect(network.notices()).toEqual([
    expect.objectContaining({ kind: 'blocked', destination: '198.51.100.1:80', pid: process.pid, host: 'test' }),
  ])
  await expect(dns.promises.lookup('example.invalid')).rejects.toMatchObject({ code: 'ENOTFOUND' })
})
test('leaving puts everything back, and entering again works', async () => {
  const inside = dns.lookup
  network.leave()
  expect(dns.lookup).not.toBe(inside)
  const server = createServer()
  server.listen(1, '203.0.113.7')
  const [error] = (await once(server, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('EADDRNOTAVAIL')
  network.enter()
  server.listen(1, '203.0.113.7')
  await once(server, 'listening')
  server.close()
})
test('a second network in the same thread is an error', async () => {
  await using second = await createNetwork()
  expect(() => second.enter()).toThrow(expect.objectContaining({ code: 'ALREADY_ENTERED' }))
  expect(() => network.enter()).toThrow(expect.objectContaining({ code: 'ALREADY_ENTERED' }))
  expect((await dns.promises.lookup('test')).address).toBe('10.0.0.1')
})
test('each thread has a network of its own', async () => {
  const results = await Promise.all(
    [1, 2, 3].map(async () => {
      const worker = new Worker(new URL('fixtures/thread.mjs', import.meta.url))
      const exited = once(worker, 'exit')
      const [message] = (await once(worker, 'message')) as [string]
      await exited
      return message
    }),
  )
  expect(results).toEqual(Array.from({ length: 3 }, () => 'hello from 10.1.2.3:80'))
})
