import { type expect, expectTypeOf, test } from 'vitest'
import type { EnvironmentOptions } from 'vitest/node'
import type { SocketwrapOptions } from 'vitest-environment-socketwrap'
import type { SocketwrapOptions as JestSocketwrapOptions } from 'jest-environment-socketwrap'

test('the options are typed in the configuration of Vitest, and the same in Jest', () => {
  expectTypeOf<EnvironmentOptions['socketwrap']>().toEqualTypeOf<SocketwrapOptions | undefined>()
  expectTypeOf<JestSocketwrapOptions>().toEqualTypeOf<SocketwrapOptions>()
  expectTypeOf({ hosts: { db: '10.1.0.5', web: ['10.1.0.6', 'fd01::6'] }, report: false }).toExtend<SocketwrapOptions>()
  expectTypeOf({
    allow: ['registry.example.com:443', { to: '*', from: 'db' }],
    onBlocked: 'warn' as const,
  }).toExtend<SocketwrapOptions>()
  expectTypeOf({ allow: [{ to: 5, from: 'db' }] }).not.toExtend<SocketwrapOptions>()
  expectTypeOf({ hosts: { db: 5 } }).not.toExtend<SocketwrapOptions>()
  expectTypeOf({
    hosts: { db: { ip: '10.1.0.5', names: ['db.internal'] } },
    dns: { 'api.example.com': '203.0.113.9', 'example.com': { MX: { exchange: 'mail.example.com' } } },
  }).toExtend<SocketwrapOptions>()
  expectTypeOf({ hosts: { db: { names: 'db.internal' } } }).not.toExtend<SocketwrapOptions>()
  expectTypeOf({ dns: { 'example.com': { MX: 'mail.example.com' } } }).not.toExtend<SocketwrapOptions>()
})

test('the matchers for traffic are typed', () => {
  type Matchers = ReturnType<typeof expect<unknown>>
  expectTypeOf<[{ redact: RegExp[]; maxBytes: number }, string]>().toExtend<
    Parameters<Matchers['toMatchTrafficSnapshot']>
  >()
  expectTypeOf<ReturnType<Matchers['toMatchTrafficFileSnapshot']>>().toEqualTypeOf<Promise<void>>()
})
