import { expect, test } from 'vitest'
import { parseRule } from '../../packages/socketwrap/src/policy/rules/parse-rule.ts'
import { parseRuleLists } from '../../packages/socketwrap/src/policy/rules/parse-rule-lists.ts'
import type { Rule, RuleLists } from '../../packages/socketwrap/src/policy/rules/rule.ts'
import { compilePolicy } from '../../packages/socketwrap/src/policy/table/compile-policy.ts'

interface Entry {
  id: number
  action: number
  protocol: number
  direction: number
  prefixLength: number
  host: number
  ports: [number, number]
  address: string
  name: string
}

/** As core/policy.c reads it. */
function readTable(table: Buffer): Entry[] {
  expect(table.readUInt32LE(0)).toBe(0x31505753)
  return Array.from({ length: table.readUInt32LE(4) }, (_, index) => {
    const rule = table.subarray(8 + index * 64, 72 + index * 64)
    const nameAt = rule.readUInt32LE(32)
    return {
      id: rule.readUInt32LE(0),
      action: rule.readUInt8(4),
      protocol: rule.readUInt8(5),
      direction: rule.readUInt8(6),
      prefixLength: rule.readUInt8(7),
      host: rule.readUInt16LE(8),
      ports: [rule.readUInt16LE(10), rule.readUInt16LE(12)],
      address: rule.toString('hex', 16, 32),
      name: table.toString('utf8', nameAt, nameAt + rule.readUInt32LE(36)),
    }
  })
}

function compile(rule: Rule, host?: number): Entry[] {
  return readTable(compilePolicy([{ id: 7, rule: parseRule(rule, 'allow', 'allow[0]'), host }]))
}

const v4 = (hex: string) => `00000000000000000000ffff${hex}`
const every: Entry = {
  id: 7,
  action: 1,
  protocol: 0,
  direction: 0,
  prefixLength: 0,
  host: 0xffff,
  ports: [0, 65535],
  address: '0'.repeat(32),
  name: '',
}
const v4One = { prefixLength: 128, address: v4('c0000201') }

test.each<[string, Partial<Entry>[]]>([
  ['registry.example.com:443', [{ name: 'registry.example.com', ports: [443, 443] }]],
  ['Registry.Example.com.', [{ name: 'registry.example.com' }]],
  ['*.example.com', [{ name: '*.example.com' }]],
  ['db:5432', [{ name: 'db', ports: [5432, 5432] }]],
  ['192.0.2.1', [v4One]],
  ['192.0.2.1:8000-9000', [{ ...v4One, ports: [8000, 9000] }]],
  ['10.0.0.0/8', [{ prefixLength: 104, address: v4('0a000000') }]],
  ['10.0.0.0/8:22', [{ prefixLength: 104, address: v4('0a000000'), ports: [22, 22] }]],
  ['0.0.0.0/0', [{ prefixLength: 96, address: v4('00000000') }]],
  ['udp://192.0.2.1:123', [{ ...v4One, protocol: 17, ports: [123, 123] }]],
  ['tcp://192.0.2.1', [{ ...v4One, protocol: 6 }]],
  ['2001:db8::1', [{ prefixLength: 128, address: '20010db8000000000000000000000001' }]],
  ['2001:DB8::/32', [{ prefixLength: 32, address: '20010db8000000000000000000000000' }]],
  ['[2001:db8::1]:443', [{ prefixLength: 128, address: '20010db8000000000000000000000001', ports: [443, 443] }]],
  [
    'tcp://[2001:db8::]/32:8000-9000',
    [{ protocol: 6, prefixLength: 32, address: '20010db8000000000000000000000000', ports: [8000, 9000] }],
  ],
  ['[::ffff:192.0.2.1]:80', [{ ...v4One, ports: [80, 80] }]],
  ['in://127.0.0.1:3000', [{ direction: 1, prefixLength: 128, address: v4('7f000001'), ports: [3000, 3000] }]],
  ['in+udp://*:53', [{ direction: 1, protocol: 17, ports: [53, 53] }]],
  ['*', [{ name: '*' }, {}]],
  ['*:443', [{ name: '*', ports: [443, 443] }, { ports: [443, 443] }]],
  [
    'localhost:5432',
    [
      { prefixLength: 128, address: v4('7f000001'), ports: [5432, 5432] },
      { prefixLength: 128, address: '00000000000000000000000000000001', ports: [5432, 5432] },
    ],
  ],
  ['unix:/var/run/docker.sock', [{ protocol: 1, name: '/var/run/docker.sock' }]],
  ['unix:///var/run/docker.sock', [{ protocol: 1, name: '/var/run/docker.sock' }]],
  ['unix:/tmp/a dir/*', [{ protocol: 1, name: '/tmp/a dir/*' }]],
  ['unix:@/tmp/.X11-unix/X0', [{ protocol: 1, name: '@/tmp/.X11-unix/X0' }]],
])('%s has its place in the table', (rule, entries) => {
  expect(compile(rule)).toEqual(entries.map((entry) => ({ ...every, ...entry })))
})

test('more rules than a table can hold are not even read', () => {
  const allow = Array.from({ length: 100_000 }, (_, index) => `h${index}.test`)
  expect(() => parseRuleLists({ allow })).toThrow(expect.objectContaining({ code: 'TABLE_TOO_LARGE' }))
})

test('a rule may be for one host, by its name or itself', () => {
  expect(parseRule({ to: '*.example.com', from: 'Web' }, 'allow', 'allow[0]').from).toBe('web')
  expect(compile('192.0.2.1', 3)).toEqual([{ ...every, ...v4One, host: 3 }])
})

test('the names of several rules stand behind them', () => {
  const rules = parseRuleLists({ deny: ['a.test', '*'], allow: [] })
  const table = readTable(compilePolicy(rules.map((rule, id) => ({ id, rule, host: undefined }))))
  expect(table.map(({ id, name, action }) => [id, name, action])).toEqual([
    [0, 'a.test', 0],
    [1, '*', 0],
    [1, '', 0],
  ])
})

test.each<[unknown, RegExp]>([
  [7, /allow\[0\]: 7 is not a rule: it is neither a text nor \{ to: 'TEXT', from: HOST \}/],
  ['', /it is empty/],
  [{ core: 'x'.repeat(1000) }, /^allow\[0\]: \{"core":"x{291}… is not a rule: an object has/],
  [['a.test', 'b.test'], /allow\[0\]: \["a\.test","b\.test"\] is not a rule: it is a list; give each rule by itself/],
  ['a.test:443, b.test', /it has a space in it/],
  ['registry.example.com:99999', /the port "99999" is not a whole number from 1 to 65535/],
  ['registry.example.com:', /the port "" is not/],
  ['registry.example.com:https', /the port "https" is not/],
  ['a.test:9000-8000', /the range of ports "9000-8000" ends before it begins/],
  ['a.test:1-2-3', /"1-2-3" has more than two ends/],
  ['https://registry.example.com', /"https:\/\/" is none of tcp:\/\/, udp:\/\/, in:\/\//],
  ['constructor://a.test', /"constructor:\/\/" is none of/],
  ['a.test/v1/packages', /"\/v1\/packages" stands behind an address only, and "a.test" is none/],
  ['10.0.0.0/33', /the prefix length "33" is not a whole number from 0 to 32/],
  ['2001:db8::/129', /the prefix length "129" is not a whole number from 0 to 128/],
  ['10.0.0.0/', /the prefix length "" is not/],
  ['10.0.0.1/8', /the subnet \/8 of 10\.0\.0\.1 begins at 10\.0\.0\.0: write 10\.0\.0\.0\/8/],
  ['2001:db8::1/32', /begins at 2001:db8::: write 2001:db8::\/32/],
  ['10.0.0', /"10\.0\.0" is not an IPv4 address/],
  ['0x7f.1', /"0x7f\.1" is neither an address nor a name: resolvers read it as the address 127\.0\.0\.1/],
  ['::1:443', /its end can be a port: write \[::1\]:443, or \[::1:443\] when it is an address as a whole/],
  ['256.0.0.1:80', /"256\.0\.0\.1" is not an IPv4 address/],
  ['[10.0.0.1]:80', /"10\.0\.0\.1" in brackets is not an IPv6 address/],
  ['[2001:db8::1:80', /brackets stand around an IPv6 address/],
  ['2001:db8::x', /"2001:db8::x" is neither an address nor a name/],
  ['fe80::1%eth0', /"fe80::1%eth0" is neither an address nor a name/],
  [':443', /the address or name is missing; \* stands for all of them/],
  ['-a.test', /"-a\.test" is neither an address nor a name: each part between dots/],
  ['a.*.test', /neither an address nor a name/],
  ['in://a.test:80', /programs listen on addresses, and "a\.test" is a name/],
  ['unix:docker.sock', /the path "docker\.sock" does not begin with \//],
  [`unix:/${'a'.repeat(107)}`, /the path has more than 107 bytes/],
  [{ to: 7, from: 'web' }, /`to` is not a text/],
  [{ to: 'a.test', form: 'web' }, /an object has \{ to, from \}, and "form" is neither/],
])('%j is an error that names what is wrong', (rule, message) => {
  expect(() => parseRule(rule as Rule, 'allow', 'allow[0]')).toThrow(
    expect.objectContaining({ code: 'BAD_RULE', message: expect.stringMatching(message) }),
  )
})
test('a host that is no name is an error', () => {
  expect(() => parseRule({ to: 'a.test', from: '10.0.0.1' }, 'allow', 'allow[0]')).toThrow(/looks like an address/)
})

test('rules are asked in the order in which they were given', () => {
  const order = (lists: RuleLists) => parseRuleLists(lists).map(({ action, text }) => `${action} ${text}`)
  expect(order({ deny: ['10.0.0.5'], allow: ['10.0.0.0/8', 'a.test'] })).toEqual([
    'deny 10.0.0.5',
    'allow 10.0.0.0/8',
    'allow a.test',
  ])
  expect(order({ allow: ['a.test'], deny: ['*'] })).toEqual(['allow a.test', 'deny *'])
})
test.each<[RuleLists, RegExp]>([
  [
    { allow: ['10.0.0.0/8'], deny: ['10.0.0.5'] },
    /deny\[0\].*because allow '10\.0\.0\.0\/8' stands before it; put deny first/,
  ],
  [{ deny: ['*'], allow: ['a.test:443'] }, /allow\[0\].*because deny '\*' stands before it; put allow first/],
  [{ allow: ['*.a.test'], deny: ['b.a.test'] }, /deny 'b|deny\[0\]/],
  [{ allow: ['a.test'], deny: [{ to: 'udp://a.test:53', from: 'web' }] }, /deny\[0\]/],
  [{ allow: ['unix:/run/*'], deny: ['unix:/run/a'] }, /deny\[0\]/],
])('%j has a rule that can never decide, which is an error', (lists, message) => {
  expect(() => parseRuleLists(lists)).toThrow(
    expect.objectContaining({ code: 'BAD_RULE', message: expect.stringMatching(message) }),
  )
})
test.each<RuleLists>([
  { allow: ['10.0.0.0/9'], deny: ['10.0.0.0/8'] },
  { allow: ['a.test:443'], deny: ['a.test'] },
  { allow: ['tcp://a.test'], deny: ['udp://a.test'] },
  { allow: [{ to: 'a.test', from: 'web' }], deny: ['a.test'] },
  { allow: ['in://*:80'], deny: ['*:80'] },
  { allow: ['*.a.test'], deny: ['a.test'] },
  { allow: ['10.0.0.0/8'], deny: ['a.test'] },
  { allow: ['unix:/run/a'], deny: ['unix:/run/*'] },
  { allow: ['*'], deny: ['unix:/run/a'] },
])('%j has rules that all can decide', (lists) => {
  expect(parseRuleLists(lists)).toHaveLength(2)
})
