import { expect, test } from 'vitest'
import { parseName } from '../../packages/socketwrap/src/names/records/parse-name.ts'
import { compileTable } from '../../packages/socketwrap/src/names/table/compile-table.ts'
import { NetworkNames } from '../../packages/socketwrap/src/names/network-names.ts'
import type { Scope } from '../../packages/socketwrap/src/network/scope.ts'
import type { DnsName } from '../../packages/socketwrap/src/names/records/dns-records.ts'

interface Entry {
  name: string
  type: number
  responseCode: number
  flags: number
  delayMs: number
  data: string[]
}

/** As core/names_table.c reads it. */
function readTable(table: Buffer): Entry[] {
  expect(table.readUInt32LE(0)).toBe(0x314e5753)
  return Array.from({ length: table.readUInt32LE(4) }, (_, index) => {
    const at = 32 + index * 32
    const nameAt = table.readUInt32LE(at)
    const dataAt = table.readUInt32LE(at + 8)
    const data: string[] = []
    for (let next = dataAt; next < dataAt + table.readUInt32LE(at + 12);) {
      const length = table.readUInt16LE(next + 4)
      data.push(`${table.readUInt32LE(next)} ${table.toString('hex', next + 6, next + 6 + length)}`)
      next += 6 + length
    }
    expect(data.length).toBe(table.readUInt16LE(at + 16))
    return {
      name: table.toString('latin1', nameAt, nameAt + table.readUInt16LE(at + 4)),
      type: table.readUInt16LE(at + 6),
      responseCode: table.readUInt8(at + 18),
      flags: table.readUInt8(at + 19),
      delayMs: table.readUInt32LE(at + 20),
      data,
    }
  })
}

function compile(names: Record<string, Exclude<DnsName, null>>, hostAddresses: string[] = []): Entry[] {
  return readTable(
    compileTable(new Map(Object.entries(names).map(([name, value]) => [name, parseName(name, value)])), hostAddresses),
  )
}

const named = (entries: Entry[], name: string) => entries.filter((entry) => entry.name === name)

test('an address has its record and its reverse name', () => {
  const entries = compile({ 'api.example.com': '203.0.113.9' })
  expect(named(entries, 'api.example.com')).toMatchObject([{ type: 0 }, { type: 1, data: ['60 cb007109'] }])
  expect(named(entries, '9.113.0.203.in-addr.arpa')).toMatchObject([
    { type: 0 },
    { type: 12, data: [`60 ${Buffer.from('\x03api\x07example\x03com\0', 'latin1').toString('hex')}`] },
  ])
})
test('an IPv6 address has a reverse name of its nibbles', () => {
  const entries = compile({ a: ['2001:db8::1'] })
  const reverse = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'
  expect(named(entries, reverse)).toMatchObject([{ type: 0 }, { type: 12 }])
  expect(named(entries, 'a')[1]).toMatchObject({ type: 28, data: ['60 20010db8000000000000000000000001'] })
})
test('the address of a host keeps the name of the host', () => {
  expect(named(compile({ a: '10.0.0.7' }, ['10.0.0.7']), '7.0.0.10.in-addr.arpa')).toEqual([])
})
test('the reverse name that a test gives wins', () => {
  const entries = compile({ a: '10.0.0.7', '7.0.0.10.in-addr.arpa': { PTR: 'b.test' } })
  expect(named(entries, '7.0.0.10.in-addr.arpa')[1]?.data).toEqual(['60 0162047465737400'])
})
test('names are sorted by their bytes, and what is between a name and the root exists', () => {
  const names = compile({ 'b.example.com': '10.0.0.1', 'a.b.c.test': {} }).map(({ name }) => name)
  expect(names).toEqual([...names].sort())
  for (const parent of ['com', 'example.com', 'test', 'c.test', 'b.c.test']) expect(names).toContain(parent)
})
test.each([
  ['NXDOMAIN', { responseCode: 3, flags: 0 }],
  ['SERVFAIL', { responseCode: 2, flags: 0 }],
  ['REFUSED', { responseCode: 5, flags: 0 }],
  ['silent', { responseCode: 0, flags: 1 }],
] as const)('the fault %s is told of the name itself', (fault, expected) => {
  expect(compile({ broken: fault })).toMatchObject([{ name: 'broken', type: 0, data: [], ...expected }])
})
test('a delay holds for the name, and a time to live for its records', () => {
  expect(named(compile({ slow: { A: '10.0.0.1', ttl: 5, delayMs: 250 } }), 'slow')).toMatchObject([
    { type: 0, delayMs: 250 },
    { type: 1, delayMs: 0, data: ['5 0a000001'] },
  ])
})
test.each<[string, DnsName, number, string]>([
  ['MX', { MX: { exchange: 'mx.test' } }, 15, '000a026d78047465737400'],
  ['TXT', { TXT: ['one', ['two', 'parts']] }, 16, '036f6e65'],
  ['SRV', { SRV: { priority: 1, weight: 2, port: 389, name: 'ldap.test' } }, 33, '000100020185046c646170047465737400'],
  ['CAA', { CAA: { critical: 128, issue: 'ca.test' } }, 257, '8005697373756563612e74657374'],
  ['NS', { NS: 'ns.test' }, 2, '026e73047465737400'],
  ['a type by number', { TYPE65: Buffer.from('0001', 'hex') }, 65, '0001'],
])('%s has its wire form', (_, value, type, data) => {
  const entry = compile({ x: value as Exclude<DnsName, null> }).find((one) => one.type === type)
  expect(entry?.data[0]).toBe(`60 ${data}`)
})
test('a long text is cut into parts of 255 bytes', () => {
  const [data] = compile({ x: { TXT: 'a'.repeat(300) } }).find(({ type }) => type === 16)?.data ?? []
  expect(data).toBe(`60 ff${'61'.repeat(255)}2d${'61'.repeat(45)}`)
})
test('SOA has defaults for its times', () => {
  const [data] =
    compile({ x: { SOA: { nsname: 'ns.x', hostmaster: 'root.x' } } }).find(({ type }) => type === 6)?.data ?? []
  expect(data).toBe('60 026e7301780004726f6f740178000000000100000e100000025800093a800000003c')
})
test('no mail and no service are records whose name is the root', () => {
  const none = { MX: { priority: 0, exchange: '' }, SRV: { port: 0, name: '.' } }
  const records = compile({ x: none }).flatMap(({ type, data }) => data.map((one) => [type, one]))
  expect(records).toEqual([
    [15, '60 000000'],
    [33, '60 00000000000000'],
  ])
})
test.each<[string, unknown, RegExp]>([
  ['no address', 'nonsense', /dns, x: "nonsense" must be an IPv4 or IPv6 address/],
  ['the wrong family', { A: '::1' }, /dns, x, A: "::1" must be an IPv4 address/],
  ['an unknown type', { WKS: 'x' }, /dns, x, WKS: this must be one of A, AAAA, CNAME/],
  [
    'an unknown field',
    { MX: { exchange: 'a', weight: 1 } },
    /dns, x, MX, weight: this must be one of priority, exchange/,
  ],
  [
    'a port that is none',
    { SRV: { port: 70000, name: 'a' } },
    /dns, x, SRV, port: 70000 must be a whole number from 0 to 65535/,
  ],
  ['an alias with company', { CNAME: 'a', A: '10.0.0.1' }, /dns, x, CNAME: this must be the only record of its name/],
  [
    'an unknown fault',
    { fault: 'BROKEN' },
    /dns, x, fault: "BROKEN" must be one of NXDOMAIN, SERVFAIL, REFUSED, silent/,
  ],
  ['a negative delay', { delayMs: -1 }, /dns, x, delayMs: -1 must be a whole number/],
  ['a text that no record can hold', { TXT: 'x'.repeat(65281) }, /^dns, x, TXT: this must be at most 65535 bytes/],
  [
    'a list that no answer can count',
    Array.from({ length: 65536 }, () => '203.0.113.9'),
    /^dns, x: this must be at most 65535 records/,
  ],
  ['a bad name inside', { CNAME: 'a..b' }, /x, CNAME: "a..b" is not a DNS name/],
  ['an exchange that is missing', { MX: { priority: 1 } }, /x, MX, exchange: undefined is not a DNS name/],
  ['a service without a name', { SRV: { port: 1 } }, /x, SRV, name: undefined is not a DNS name/],
  ['a value that is no record', new Date(), /^dns, x: .* must be addresses, a fault/],
  [
    'an authority that no record can hold',
    { CAA: { issue: 'x'.repeat(65_525) } },
    /x, CAA, issue: this must be a text of/,
  ],
  ['a zone without a server', { SOA: { hostmaster: 'a' } }, /x, SOA, nsname: undefined is not a DNS name/],
  ['a zone without a master', { SOA: { nsname: 'a' } }, /x, SOA, hostmaster: undefined is not a DNS name/],
])('%s is an error that names it', (_, value, message) => {
  expect(() => parseName('x', value as Exclude<DnsName, null>)).toThrow(message)
})
test.each([null, undefined, 5, 'api.example.com', ['203.0.113.9'], new Map([['api.example.com', '203.0.113.9']])])(
  'names that are no object of names (%s) are an error, and not nothing',
  (records) => {
    const names = new NetworkNames(() => {
      throw new Error('the network is asked')
    })
    const given = () => names.set({} as Scope, records as never)
    expect(given).toThrow(expect.objectContaining({ code: 'BAD_DNS_RECORD' }))
    expect(given).toThrow(/must be an object of names/)
  },
)
test.each<[string, Record<string, string>, string, RegExp]>([
  [
    'in two spellings',
    { 'API.test': '203.0.113.1', 'api.test.': '203.0.113.2' },
    'BAD_DNS_NAME',
    /"api\.test\." is not a DNS name: it is the same name as "API\.test", which is there too/,
  ],
  ['that is a number', { '1.2.3': '203.0.113.1' }, 'BAD_DNS_NAME', /resolvers read it as the address 1\.2\.0\.3/],
  [
    'beside more than a table can hold',
    Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`n${index}`, 'nonsense'])),
    'TABLE_TOO_LARGE',
    /200000 names are more than a network has room for/,
  ],
])('a name %s is an error', (_, records, code, message) => {
  const names = new NetworkNames(() => {
    throw new Error('the network is asked')
  })
  expect(() => names.set({} as Scope, records)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  )
})
