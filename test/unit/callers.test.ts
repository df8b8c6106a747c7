import dgram from 'node:dgram'
import net from 'node:net'
import { expect, test } from 'vitest'
import { CallerLog } from '../../packages/socketwrap/src/callers/caller-log.ts'
import {
  datagramDestination,
  requestDestination,
  streamDestination,
} from '../../packages/socketwrap/src/callers/destination.ts'
import { watchCallers } from '../../packages/socketwrap/src/callers/watch-callers.ts'

const callback = () => {}

test.each<[unknown[], string | undefined]>([
  [[443, 'Api.test', callback], 'api.test:443'],
  [['443', '192.0.2.1'], '192.0.2.1:443'],
  [[80, callback], 'localhost:80'],
  [[{ port: 80, host: '2001:DB8:0::1' }], '[2001:db8::1]:80'],
  [[{ port: 80 }, callback], 'localhost:80'],
  [[{ path: '/run/a.sock' }], '/run/a.sock'],
  [['/run/a.sock', callback], '/run/a.sock'],
  [[[{ port: 80, host: 'a.test' }, callback]], 'a.test:80'],
  [[{}], undefined],
  [[], undefined],
])('connect(%j) is to %s', (args, destination) => {
  expect(streamDestination(args)).toBe(destination)
})
test.each<[unknown[], string | undefined]>([
  [['x', 53, '192.0.2.1', callback], '192.0.2.1:53'],
  [['x', 53, callback], 'localhost:53'],
  [['x', 0, 1, 53, 'a.test', callback], 'a.test:53'],
  [['x', 0, 1, 53], 'localhost:53'],
  [['x', callback], undefined],
  [['x'], undefined],
])('send(%j) is to %s', (args, destination) => {
  expect(datagramDestination(args)).toBe(destination)
})
test.each<[unknown, string | undefined]>([
  ['https://a.test/b', 'a.test:443'],
  ['http://192.0.2.1', '192.0.2.1:80'],
  [new URL('http://[2001:db8::1]:8080/'), '[2001:db8::1]:8080'],
  [new Request('http://a.test:81/'), 'a.test:81'],
  ['/relative', undefined],
  [undefined, undefined],
])('fetch(%s) is to %s', (resource, destination) => {
  expect(requestDestination([resource])).toBe(destination)
})

test('the first caller is found', () => {
  const log = new CallerLog()
  function first(): void {
    log.note('a.test:80')
  }
  first()
  log.note('a.test:80')
  expect(log.find((asked) => asked === 'a.test:80')).toMatch(/^ +at first .*callers\.test\.ts/)
  expect(log.find((asked) => asked === 'b.test:80')).toBeUndefined()
  log.forget()
  expect(log.find(() => true)).toBeUndefined()
})
test('a caller without frames of its own is no help', () => {
  const log = new CallerLog()
  log.note('a.test:80', () => {}) // it has not been called
  expect(log.find(() => true)).toBeUndefined()
})
test('a bounded number of destinations is remembered, the last ones', () => {
  const log = new CallerLog()
  for (let port = 0; port < 100; port++) log.note(`a.test:${port}`)
  log.note('a.test:50')
  expect(log.find((asked) => asked === 'a.test:35')).toBeUndefined()
  expect(log.find((asked) => asked === 'a.test:36')).toContain('callers.test.ts')
})
test('what someone else has put over ours stays, and ours is silent', () => {
  const realm = { fetch: (_resource: string) => 'answer' }
  const log = new CallerLog()
  const original = [net.Socket.prototype.connect, dgram.Socket.prototype.send]
  const restore = watchCallers(log, realm)
  const { fetch: ours } = realm
  const others = (resource: string) => ours(resource)
  realm.fetch = others
  restore()
  expect(realm.fetch('http://a.test')).toBe('answer')
  expect(realm.fetch).toBe(others)
  expect([net.Socket.prototype.connect, dgram.Socket.prototype.send]).toEqual(original)
  expect(log.find(() => true)).toBeUndefined()
})
