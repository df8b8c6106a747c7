import type { HostRecord, NativeNetwork } from '@socketwrap/native'
import { beforeEach, expect, test } from 'vitest'
import { Scope } from '../../packages/socketwrap/src/network/scope.ts'
import { NetworkPolicy } from '../../packages/socketwrap/src/policy/network-policy.ts'
import { parseRuleLists } from '../../packages/socketwrap/src/policy/rules/parse-rule-lists.ts'

/** The published rules: the name of each with its action and the index of its host. */
let published: string[]
let hosts: HostRecord[]
let scopes: Scope[]
let isFull: boolean
let policy: NetworkPolicy

beforeEach(() => {
  published = []
  hosts = [host(0, 'test')]
  scopes = [new Scope('the file', new Set())]
  isFull = false
  const native = {
    hosts: () => hosts,
    publishPolicy(table: Buffer) {
      if (isFull)
        throw Object.assign(new Error('A table of 70000 bytes cannot be published.'), { code: 'TABLE_TOO_LARGE' })
      published = readRules(table)
    },
  } as NativeNetwork
  policy = new NetworkPolicy(
    () => native,
    () => scopes,
  )
})

function host(index: number, name: string): HostRecord {
  return { index, name, addresses: [] }
}

function addHost(record: HostRecord, allow: string[] = []): void {
  hosts.push(record)
  policy.addHost(record, parseRuleLists({ allow }, record.name))
}

function beginTest(name: string): Scope {
  const scope = new Scope(name, new Set())
  scopes.push(scope)
  return scope
}

function readRules(table: Buffer): string[] {
  return Array.from({ length: table.readUInt32LE(4) }, (_, index) => {
    const at = 8 + index * 64
    const name = table.toString(
      'utf8',
      table.readUInt32LE(at + 32),
      table.readUInt32LE(at + 32) + table.readUInt32LE(at + 36),
    )
    const from = table.readUInt16LE(at + 8)
    return `${table[at + 4] === 1 ? 'allow' : 'deny'} ${name}${from === 0xffff ? '' : ` from ${from}`}`
  })
}

test('the rules of the test stand first, then those of hosts, of the file and of the network', () => {
  policy.setBase(parseRuleLists({ allow: ['options.test'] }))
  policy.add(scopes[0] as Scope, { allow: ['file.test'] })
  addHost(host(1, 'web'), ['host.test'])
  const inner = beginTest('a')
  policy.add(inner, { deny: ['inner.test', 'second.test'] })
  expect(published).toEqual([
    'deny inner.test',
    'deny second.test',
    'allow host.test from 1',
    'allow file.test',
    'allow options.test',
  ])
})
test('what is said later in a test stands before what was said earlier', () => {
  const scope = beginTest('a')
  policy.add(scope, { allow: ['a.test'] })
  policy.add(scope, { deny: ['a.test'] })
  expect(published).toEqual(['deny a.test', 'allow a.test'])
})
test('what a test says ends with it, and is followed until its programs have ended', () => {
  policy.setBase(parseRuleLists({ allow: ['options.test'] }))
  const scope = beginTest('a')
  policy.add(scope, { deny: ['*.test'] })
  scopes.pop()
  addHost(host(1, 'web'))
  expect(published).toEqual(['deny *.test', 'allow options.test'])
  policy.endScope(scope)
  expect(published).toEqual(['allow options.test'])
})
test('a rule for a host holds as soon as there is one of that name, and only for that one', () => {
  policy.setBase(parseRuleLists({ allow: [{ to: 'a.test', from: 'web' }] }))
  expect(published).toEqual([])
  addHost(host(3, 'web'))
  expect(published).toEqual(['allow a.test from 3'])
  hosts.pop()
  policy.removeHost(3)
  expect(published).toEqual([])
})
test('nothing is published for a network without rules', () => {
  published = ['untouched']
  policy.setBase([])
  addHost(host(1, 'web'))
  policy.removeHost(1)
  policy.endScope(scopes[0] as Scope)
  expect(published).toEqual(['untouched'])
})
test('a wrong rule, or one too many, changes nothing', () => {
  policy.add(scopes[0] as Scope, { allow: ['a.test'] })
  expect(() => policy.add(scopes[0] as Scope, { allow: ['b.test', 'c.test:0'] })).toThrow(/allow\[1\]: "c\.test:0"/)
  isFull = true
  expect(() => policy.add(scopes[0] as Scope, { allow: ['b.test'] })).toThrow(
    expect.objectContaining({ code: 'TABLE_TOO_LARGE' }),
  )
  isFull = false
  addHost(host(1, 'web'))
  expect(published).toEqual(['allow a.test'])
})
test('a host has rules about itself only', () => {
  expect(() => parseRuleLists({ allow: [{ to: 'a.test', from: 'db' }] }, 'web')).toThrow(
    /must be a rule without `from`/,
  )
})
