import { createSocket } from 'node:dgram'
import dns from 'node:dns'
import { once } from 'node:events'
import { promisify } from 'node:util'
import type { NameAnswer } from '@socketwrap/native'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerNames } from '../../packages/socketwrap/src/names/answer-names.js'
import type { NameSource } from '../../packages/socketwrap/src/names/name-source.js'

const names: Record<string, Partial<NameAnswer>> = {
  db: { addresses: ['10.0.0.2', 'fd00::2'] },
  four: { addresses: ['10.0.0.4'] },
  empty: { result: 'no-data' },
  broken: { result: 'failed' },
  endless: { addresses: ['10.0.0.6'], delayMs: 1_000_000 },
  slow: { addresses: ['10.0.0.5'], delayMs: 20 },
}
let unknown: string[] = []
let remembered: string[] = []
let nameServer: ReturnType<NameSource['nameServer']>
const source: NameSource = {
  lookup(name, family) {
    const known = names[name]
    const isOutside = ['registry.example.com', 'other.example.com'].includes(name)
    if (!known) return { result: isOutside ? 'outside' : 'not-found', addresses: [], delayMs: 0, isUnknown: !isOutside }
    const wanted = (known.addresses ?? []).filter((address) => !family || address.includes(':') === (family === 6))
    const result = known.result ?? (wanted.length > 0 ? 'found' : 'no-data')
    return { result, addresses: wanted, delayMs: known.delayMs ?? 0, isUnknown: false }
  },
  reverse: (address) => (address === '10.0.0.2' ? 'db' : undefined),
  lookUpOutside: async (_name, family) =>
    ['192.0.2.9', '2001:db8::9'].filter((one) => !family || one.includes(':') === (family === 6)),
  remember: (name, address) => remembered.push(`${name} ${address}`),
  noteUnknown: (name) => unknown.push(name),
  nameServer: () => nameServer,
}
const original = { lookup: dns.lookup, promised: dns.promises.lookup, service: dns.lookupService }
let restore = () => {}
beforeEach(() => {
  unknown = []
  remembered = []
  nameServer = undefined
  restore = answerNames(source)
})
afterEach(() => restore())

const lookup = (name: string, options: dns.LookupAllOptions | dns.LookupOneOptions = {}) =>
  new Promise((resolve, reject) => {
    dns.lookup(name, options, ((error: Error | null, ...answer: unknown[]) =>
      error ? reject(error) : resolve(answer)) as never)
  })
const both = [
  { address: '10.0.0.2', family: 4 },
  { address: 'fd00::2', family: 6 },
]

test('a name gives its first address, that of a family, or all', async () => {
  expect(await lookup('db')).toEqual(['10.0.0.2', 4])
  expect(await lookup('db', { family: 6 })).toEqual(['fd00::2', 6])
  expect(await lookup('db', { all: true })).toEqual([both])
})
test('the order that the caller wants is kept', async () => {
  expect(await lookup('db', { order: 'ipv6first' })).toEqual(['fd00::2', 6])
  expect(await lookup('db', { order: 'ipv4first', all: true })).toEqual([both])
})
test('an IPv6 question takes IPv4 addresses as the hints say', async () => {
  expect(await lookup('four', { family: 6, hints: dns.V4MAPPED })).toEqual(['::ffff:10.0.0.4', 6])
  expect(await lookup('db', { family: 6, hints: dns.V4MAPPED })).toEqual(['fd00::2', 6])
  expect(await lookup('db', { family: 6, hints: dns.V4MAPPED | dns.ALL, all: true })).toEqual([
    [both[1], { address: '::ffff:10.0.0.2', family: 6 }],
  ])
  await expect(lookup('four', { family: 6 })).rejects.toMatchObject({ code: 'ENOTFOUND' })
})
test('a number is itself', async () => {
  expect(await lookup('203.0.113.7')).toEqual(['203.0.113.7', 4])
  expect(await dns.promises.lookup('2001:db8::7')).toEqual({ address: '2001:db8::7', family: 6 })
})
test('a name that nobody has, or that has no address, is ENOTFOUND, as Node says it', async () => {
  const expected = {
    code: 'ENOTFOUND',
    errno: -3008,
    syscall: 'getaddrinfo',
    hostname: 'example.invalid',
    message: 'getaddrinfo ENOTFOUND example.invalid',
  }
  await expect(lookup('example.invalid')).rejects.toMatchObject(expected)
  await expect(dns.promises.lookup('example.invalid')).rejects.toMatchObject(expected)
  await expect(lookup('empty')).rejects.toMatchObject({ code: 'ENOTFOUND' })
})
test('a name that nobody has is told once for each question, and one without addresses is not', async () => {
  await expect(lookup('example.invalid')).rejects.toThrow()
  await expect(lookup('empty')).rejects.toThrow()
  await lookup('db')
  expect(unknown).toEqual(['example.invalid'])
})
test('a name that may be looked up outside is, and its addresses are kept', async () => {
  expect(await lookup('registry.example.com', { all: true })).toEqual([
    [
      { address: '192.0.2.9', family: 4 },
      { address: '2001:db8::9', family: 6 },
    ],
  ])
  expect(await lookup('registry.example.com', { family: 6 })).toEqual(['2001:db8::9', 6])
  expect(remembered).toEqual([
    'registry.example.com 192.0.2.9',
    'registry.example.com 2001:db8::9',
    'registry.example.com 2001:db8::9',
  ])
  expect(unknown).toEqual([])
})
test("the test's name server is asked before the machine's", async () => {
  const server = createSocket('udp4').bind(0, '127.0.0.1')
  await once(server, 'listening')
  server.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12) + 5
    const [isKnown, isV4] = [query.includes('registry'), query[end - 3] === 1]
    const record = Buffer.from('c00c000100010000003c0004c0000232', 'hex') // A 192.0.2.50
    const counts = [0, 1, 0, isKnown && isV4 ? 1 : 0, 0, 0, 0, 0]
    const head = Buffer.concat([query.subarray(0, 2), Buffer.from([0x81, isKnown ? 0x80 : 0x83, ...counts])])
    server.send(Buffer.concat([head, query.subarray(12, end), ...(counts[3] ? [record] : [])]), port, address)
  })
  nameServer = { address: '127.0.0.1', port: server.address().port }
  expect(await lookup('registry.example.com', { all: true })).toEqual([[{ address: '192.0.2.50', family: 4 }]])
  await expect(lookup('nobody.example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  expect(await lookup('other.example.com', { family: 4 })).toEqual(['192.0.2.9', 4])
  expect(remembered).toEqual(['registry.example.com 192.0.2.50', 'other.example.com 192.0.2.9'])
  server.close()
})
test('a name server that refuses the question for one family gives the addresses of the other', async () => {
  const server = createSocket('udp4').bind(0, '127.0.0.1')
  await once(server, 'listening')
  server.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12) + 5
    const isKnown = query.includes('shop') && query[end - 3] === 1
    const record = Buffer.from('c00c000100010000003c0004cb007107', 'hex') // A 203.0.113.7
    const counts = [0, 1, 0, isKnown ? 1 : 0, 0, 0, 0, 0]
    const head = Buffer.concat([query.subarray(0, 2), Buffer.from([0x81, isKnown ? 0x80 : 0x85, ...counts])])
    server.send(Buffer.concat([head, query.subarray(12, end), ...(isKnown ? [record] : [])]), port, address)
  })
  nameServer = { address: '127.0.0.1', port: server.address().port }
  expect(await lookup('shop.test', { all: true })).toEqual([[{ address: '203.0.113.7', family: 4 }]])
  await expect(lookup('refused.test')).rejects.toMatchObject({ code: 'EAI_AGAIN' })
  server.close()
})
test('a failing name server is EAI_AGAIN, and a slow one is waited for', async () => {
  await expect(lookup('broken')).rejects.toMatchObject({ code: 'EAI_AGAIN', errno: -3001, hostname: 'broken' })
  expect(await lookup('slow')).toEqual(['10.0.0.5', 4])
})
test('the promise forms and promisify give objects', async () => {
  expect(await dns.promises.lookup('db')).toEqual({ address: '10.0.0.2', family: 4 })
  expect(await promisify(dns.lookup)('db')).toEqual({ address: '10.0.0.2', family: 4 })
  expect(await promisify(dns.lookupService)('10.0.0.2', 65_000)).toEqual({ hostname: 'db', service: '65000' })
})
test('wrong arguments are told by Node itself', () => {
  expect(() => dns.lookup('db', undefined as never)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }))
})
test('named imports of node:dns see it, and everything is put back', async () => {
  const module = await import('node:dns')
  expect(module.lookup).toBe(dns.lookup)
  expect(dns.lookup).not.toBe(original.lookup)
  restore()
  expect(dns.lookup).toBe(original.lookup)
  expect(dns.promises.lookup).toBe(original.promised)
  expect(dns.lookupService).toBe(original.service)
})

test('functions that a module has kept ask the network that the thread is on, and Node where there is none', async () => {
  const { lookup: kept, promises } = dns
  const keptPromise = promises.lookup
  restore()
  const forget = answerNames({
    ...source,
    lookup: () => ({ result: 'found', addresses: ['10.0.0.9'], delayMs: 0, isUnknown: false }),
  })
  expect(await promisify(kept)('db')).toEqual({ address: '10.0.0.9', family: 4 })
  expect(await keptPromise('db')).toEqual({ address: '10.0.0.9', family: 4 })
  forget()
  expect(await promisify(kept)('192.0.2.1')).toEqual({ address: '192.0.2.1', family: 4 })
  expect(await keptPromise('192.0.2.1')).toEqual({ address: '192.0.2.1', family: 4 })
})

test('a slow name keeps no process alive when the network has ended', () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = timers()
  void lookup('endless')
  expect(timers()).toBe(before + 1)
  restore()
  expect(timers()).toBe(before)
})

test("numbers in inet_aton's forms are addresses, and no names", async () => {
  expect(await lookup('127.1')).toEqual(['127.0.0.1', 4])
  expect(await lookup('0x0a.010.258', { all: true })).toEqual([[{ address: '10.8.1.2', family: 4 }]])
  expect(await lookup('4294967295')).toEqual(['255.255.255.255', 4])
  expect(await lookup('1', { family: 6, hints: dns.V4MAPPED })).toEqual(['::ffff:0.0.0.1', 6])
  await expect(lookup('1', { family: 6 })).rejects.toMatchObject({ code: 'EAI_ADDRFAMILY', errno: -3000 })
  expect(unknown).toEqual([])
  for (const name of ['4294967296', '1.2.3.4.5', '256.1', '08.1', '1.65536.1', '0x', '1.'])
    await expect(lookup(name)).rejects.toMatchObject({ code: 'ENOTFOUND' })
})
test('a name with no address of the family has an error of its own', async () => {
  await expect(lookup('four', { family: 6 })).rejects.toMatchObject({ code: 'ENOTFOUND', errno: -3007 })
  await expect(lookup('nobody')).rejects.toMatchObject({ code: 'ENOTFOUND', errno: -3008 })
})
