import dns from 'node:dns'
import { hostname } from 'node:os'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerNames } from '../../packages/socketwrap/src/names/answer-names.js'

const hosts = [
  { index: 0, name: 'test', addresses: ['10.0.0.1', 'fd00::1'] },
  { index: 1, name: 'db', addresses: ['10.0.0.2', 'fd00::2'] },
]
const original = { lookup: dns.lookup, promised: dns.promises.lookup, service: dns.lookupService }
let restore = () => {}
beforeEach(() => {
  restore = answerNames(() => hosts)
})
afterEach(() => restore())

const lookup = (name: string, options: dns.LookupAllOptions | dns.LookupOneOptions = {}) =>
  new Promise((resolve, reject) => {
    dns.lookup(name, options, ((error: Error | null, ...answer: unknown[]) =>
      error ? reject(error) : resolve(answer)) as never)
  })

test('a host is known by its name, IPv4 first', async () => {
  expect(await lookup('db')).toEqual(['10.0.0.2', 4])
  expect(await lookup('DB.', { family: 6 })).toEqual(['fd00::2', 6])
  expect(await lookup('db', { all: true })).toEqual([
    [
      { address: '10.0.0.2', family: 4 },
      { address: 'fd00::2', family: 6 },
    ],
  ])
})
test('localhost is the loopback of both families, and a number is itself', async () => {
  expect(await lookup('localhost', { all: true })).toEqual([
    [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ],
  ])
  expect(await lookup('203.0.113.7')).toEqual(['203.0.113.7', 4])
  expect(await lookup('2001:db8::7')).toEqual(['2001:db8::7', 6])
})
test('a number and localhost are answered without a look at the hosts: each UDP send of Node asks', async () => {
  restore()
  restore = answerNames(() => {
    throw new Error('the hosts were listed')
  })
  expect(await lookup('127.0.0.1')).toEqual(['127.0.0.1', 4])
  expect(await lookup('localhost')).toEqual(['127.0.0.1', 4])
  expect(await dns.promises.lookup('2001:db8::7')).toEqual({ address: '2001:db8::7', family: 6 })
})
test("the machine's own name is the test host", async () => {
  expect(await lookup(hostname())).toEqual(['10.0.0.1', 4])
})
test('a name that nobody has is ENOTFOUND, as Node says it', async () => {
  const expected = {
    code: 'ENOTFOUND',
    errno: -3008,
    syscall: 'getaddrinfo',
    hostname: 'example.invalid',
    message: 'getaddrinfo ENOTFOUND example.invalid',
  }
  await expect(lookup('example.invalid')).rejects.toMatchObject(expected)
  await expect(dns.promises.lookup('example.invalid')).rejects.toMatchObject(expected)
})
test('the promise forms and promisify give objects', async () => {
  expect(await dns.promises.lookup('db')).toEqual({ address: '10.0.0.2', family: 4 })
  expect(await promisify(dns.lookup)('db')).toEqual({ address: '10.0.0.2', family: 4 })
  expect(await promisify(dns.lookupService)('10.0.0.2', 80)).toEqual({ hostname: 'db', service: '80' })
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
