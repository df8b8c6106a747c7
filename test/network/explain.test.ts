import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Network } from 'socketwrap'

let network: Network
beforeEach(async () => {
  network = await createNetwork({ allow: ['registry.example.com:443', 'in://127.0.0.1:3000'] })
})
afterEach(() => network.close())

test('what no rule allows is closed, and the lines that would open it or fake it are told', () => {
  expect(network.explain('example.com:443')).toEqual({
    outcome: 'blocked',
    text: `test may not leave the network for example.com:443: no rule allows it, and what no rule allows is closed.
  allow it: allow: ['example.com:443']
  fake it:  await network.host('example.com')`,
  })
  expect(network.explain('udp://[2001:db8::1]:53').text).toContain(`allow it: allow: ['udp://[2001:db8::1]:53']
  fake it:  await network.host('remote', { ip: '2001:db8::1' })`)
  expect(network.explain('registry.example.com:80')).toMatchObject({ outcome: 'blocked' })
})
test('an option that there is not is an error, as is a host that is none', () => {
  const explain = network.explain.bind(network) as (...args: unknown[]) => unknown
  expect(() => explain('example.com:443', { fro: 'web' })).toThrow(
    /explain: there is no option fro. The options are from/,
  )
  expect(() => explain('example.com:443', { from: 7 })).toThrow(/explain: from is 7, and must be a host or its name/)
})
test('a name that is given, or that a host has, says nothing of the name above it', async () => {
  network.allow('example.com:443')
  network.dns({ 'api.example.com': '203.0.113.9' })
  expect(network.explain('example.com:443')).toMatchObject({ outcome: 'allowed' })
  await network.host('www.example.com')
  expect(network.explain('example.com:443')).toMatchObject({ outcome: 'allowed' })
  network.dns({ 'example.com': {} })
  expect(network.explain('example.com:443')).toMatchObject({ outcome: 'inside' })
})
test('the rule that decides is told, and where it was given', async () => {
  const rule = { action: 'allow', text: 'registry.example.com:443', place: 'the options of the network' }
  expect(network.explain('registry.example.com:443')).toEqual({
    outcome: 'allowed',
    rule,
    text: `test may leave the network for registry.example.com:443, because of allow 'registry.example.com:443' (the options of the network).`,
  })
  const web = await network.host('web', { deny: ['*.example.com'] })
  expect(network.explain('registry.example.com:443', { from: web })).toMatchObject({
    outcome: 'blocked',
    rule: { action: 'deny', text: '*.example.com', place: 'the options of host web' },
  })
  network.beginScope('a test')
  network.allow({ to: '192.0.2.0/24', from: 'web' })
  expect(network.explain('192.0.2.9:80', { from: 'web' })).toMatchObject({
    outcome: 'allowed',
    rule: { place: 'the test "a test"' },
  })
  expect(network.explain('192.0.2.9:80')).toMatchObject({ outcome: 'blocked' })
  expect(network.explain('registry.example.com:443')).toMatchObject({ outcome: 'allowed', rule })
})
test('what is on the network is reached there, whatever the rules say', async () => {
  const web = await network.host('web', { ip: '203.0.113.7', names: ['registry.example.com'] })
  expect(network.explain('registry.example.com:443')).toEqual({
    outcome: 'inside',
    host: 'web',
    text: 'test stays on the network: 203.0.113.7:443 (registry.example.com) is on web, and nobody listens there now, so it is refused.',
  })
  network.enter()
  const server = createServer().listen(443, web.ip)
  await once(server, 'listening')
  expect(network.explain('203.0.113.7:443').text).toMatch(/someone listens there\.$/)
  server.close()
})
test("the loopback is the host's own, and the machine's where nobody listens and a rule allows it", async () => {
  expect(network.explain('127.0.0.1:5432')).toMatchObject({ outcome: 'inside', host: 'test' })
  network.allow('localhost:5432')
  expect(network.explain('127.0.0.1:5432')).toMatchObject({ outcome: 'allowed', rule: { text: 'localhost:5432' } })
  network.enter()
  const server = createServer().listen(5432, '127.0.0.1')
  await once(server, 'listening')
  expect(network.explain('127.0.0.1:5432')).toMatchObject({ outcome: 'inside' })
  server.close()
})
test('names that the test has given are followed', () => {
  network.dns({ 'api.example.com': '198.51.100.9', 'gone.example.com': 'NXDOMAIN' })
  expect(network.explain('api.example.com:443')).toMatchObject({
    outcome: 'blocked',
    text: expect.stringMatching(/^test may not leave the network for 198\.51\.100\.9:443 \(api\.example\.com\)/),
  })
  expect(network.explain('gone.example.com:443')).toMatchObject({ outcome: 'inside' })
})
test('who listens on the machine, and unix sockets, are explained too', () => {
  expect(network.explain('in://127.0.0.1:3000').text).toBe(
    `test may listen on the machine, at 127.0.0.1:3000, because of allow 'in://127.0.0.1:3000' (the options of the network).`,
  )
  expect(network.explain('in://127.0.0.1:3001').text).toContain(`allow: ['in+tcp://127.0.0.1:3001']`)
  expect(network.explain('unix:/run/a.sock').text).toContain(`allow: ['unix:/run/a.sock']`)
  network.allow('unix:/run/*')
  expect(network.explain('unix:/run/a.sock')).toMatchObject({ outcome: 'allowed', rule: { text: 'unix:/run/*' } })
})
test.each([
  ['example.com', 'the port is missing'],
  ['example.com:80-90', 'the port is missing'],
  ['*.example.com:443', 'it is about many'],
  ['10.0.0.0/8:443', 'it is a subnet'],
  ['https://example.com', '"https://" is none of'],
])('%s is no destination', (destination, reason) => {
  expect(() => network.explain(destination)).toThrow(
    expect.objectContaining({ code: 'BAD_RULE', message: expect.stringContaining(reason) }),
  )
})
test('a host that is not there is an error', () => {
  expect(() => network.explain('example.com:443', { from: 'nobody' })).toThrow('There is no host nobody')
})
