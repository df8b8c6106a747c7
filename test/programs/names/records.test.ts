import { execFileSync } from 'node:child_process'
import { promises as dns } from 'node:dns'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { startDnsmasq } from '../setting/servers/dnsmasq.js'

const test = requireProgram('dig')

test('records of every common type come as they were given', async ({ network }) => {
  const soa = {
    nsname: 'ns.shop.test',
    hostmaster: 'root.shop.test',
    serial: 7,
    refresh: 1,
    retry: 2,
    expire: 3,
    minttl: 4,
  }
  network.dns({
    'shop.test': {
      NS: ['ns.shop.test', 'ns2.shop.test'],
      SOA: soa,
      MX: [
        { priority: 10, exchange: 'mx.shop.test' },
        { priority: 20, exchange: 'mx2.shop.test' },
      ],
      TXT: ['one', ['in', 'parts']],
      CAA: { critical: 0, issue: 'ca.test' },
      NAPTR: {
        flags: 's',
        service: 'SIP+D2U',
        regexp: '',
        replacement: '_sip._udp.shop.test',
        order: 30,
        preference: 100,
      },
    },
    '_ldap._tcp.shop.test': { SRV: { priority: 1, weight: 5, port: 389, name: 'ldap.shop.test' } },
    'www.shop.test': { CNAME: 'shop.test' },
  })
  expect((await dns.resolveNs('shop.test')).toSorted()).toEqual(['ns.shop.test', 'ns2.shop.test'])
  expect(await dns.resolveSoa('shop.test')).toEqual(soa)
  expect(await dns.resolveMx('shop.test')).toMatchObject([
    { priority: 10, exchange: 'mx.shop.test' },
    { priority: 20, exchange: 'mx2.shop.test' },
  ])
  expect(await dns.resolveTxt('shop.test')).toEqual([['one'], ['in', 'parts']])
  expect(await dns.resolveCaa('shop.test')).toMatchObject([{ critical: 0, issue: 'ca.test' }])
  expect(await dns.resolveNaptr('shop.test')).toMatchObject([{ replacement: '_sip._udp.shop.test', order: 30 }])
  expect(await dns.resolveSrv('_ldap._tcp.shop.test')).toMatchObject([
    { priority: 1, weight: 5, port: 389, name: 'ldap.shop.test' },
  ])
  expect(await dns.resolveCname('www.shop.test')).toEqual(['shop.test'])
  const { stdout } = await network.run('dig', ['+short', 'www.shop.test', 'MX'])
  expect(stdout).toBe('shop.test.\n10 mx.shop.test.\n20 mx2.shop.test.\n')
})

test('addresses have the names of their hosts, or those they were given first', async ({ network }) => {
  const db = await network.host('db')
  network.dns({ 'shop.test': ['203.0.113.9', '2001:db8::9'], 'other.test': '203.0.113.9', 'also-db.test': db.ip })
  expect(await dns.reverse('203.0.113.9')).toEqual(['shop.test'])
  expect(await dns.reverse('2001:db8::9')).toEqual(['shop.test'])
  expect(await dns.reverse(db.ip)).toEqual(['db'])
  expect(await dns.lookupService(db.ip6, 65_000)).toEqual({ hostname: 'db', service: '65000' })
  const { stdout } = await network.run('dig', ['+short', '-x', '2001:db8::9'])
  expect(stdout).toBe('shop.test.\n')
})

test('a name that fails does so for everyone', async ({ network }) => {
  network.dns({ broken: 'SERVFAIL', refused: 'REFUSED', gone: 'NXDOMAIN', empty: {} })
  const statusOf = async (name: string) => {
    const { stdout } = await network.run('dig', ['+tries=1', name])
    return /status: (\w+)/.exec(stdout)?.[1]
  }
  expect(await Promise.all(['broken', 'refused', 'gone', 'empty', 'nobody'].map(statusOf))).toEqual([
    'SERVFAIL',
    'REFUSED',
    'NXDOMAIN',
    'NOERROR',
    'NXDOMAIN',
  ])
  await expect(dns.resolve4('broken')).rejects.toMatchObject({ code: 'ESERVFAIL' })
  await expect(dns.resolve4('empty')).rejects.toMatchObject({ code: 'ENODATA' })
  await expect(dns.resolve4('gone')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  await expect(dns.lookup('broken')).rejects.toMatchObject({ code: 'EAI_AGAIN' })
})

test('a silent name is never answered', async ({ network }) => {
  network.dns({ dead: 'silent' })
  const { stdout } = await network.run('sh', ['-c', 'dig +tries=1 +time=1 dead; true'])
  expect(stdout).toContain('no servers could be reached')
})

test('a slow name is answered late, and others meanwhile', async ({ network }) => {
  network.dns({ slow: { A: '203.0.113.1', delayMs: 300 }, fast: '203.0.113.2' })
  const order: string[] = []
  const ask = async (name: string) => order.push(...(await dns.resolve4(name)))
  await Promise.all([ask('slow'), ask('fast')])
  expect(order).toEqual(['203.0.113.2', '203.0.113.1'])
  // The event loop is blocked while dig waits.
  expect(execFileSync('dig', ['+short', 'slow'], { encoding: 'utf8' })).toBe('203.0.113.1\n')
  expect(execFileSync('dig', ['+tcp', '+short', 'slow'], { encoding: 'utf8' })).toBe('203.0.113.1\n')
})

test('a name changes while a program runs, and is taken away', async ({ network }) => {
  network.dns({ 'api.test': '203.0.113.1' })
  const watcher = await network.spawn(
    process.execPath,
    [
      '-e',
      `process.stdin.on('data', () => require('dns').lookup('api.test', (error, address) => console.log(error?.code ?? address)))`,
    ],
    { stdin: 'pipe' },
  )
  const next = async () => {
    const seen = watcher.stdout.length
    watcher.stdin?.write('?')
    await expect.poll(() => watcher.stdout.length).toBeGreaterThan(seen)
    return watcher.stdout.slice(seen).trim()
  }
  expect(await next()).toBe('203.0.113.1')
  network.dns({ 'api.test': '203.0.113.2' })
  expect(await next()).toBe('203.0.113.2')
  network.dns({ 'api.test': null })
  expect(await next()).toBe('ENOTFOUND')
})

test('what a scope was given ends with it', async ({ network }) => {
  network.dns({ 'api.test': '203.0.113.1' })
  network.beginScope('a test')
  network.dns({ 'api.test': '203.0.113.2', 'only.test': '203.0.113.3' })
  expect(await dns.lookup('api.test')).toEqual({ address: '203.0.113.2', family: 4 })
  await network.endScope()
  expect(await dns.lookup('api.test')).toEqual({ address: '203.0.113.1', family: 4 })
  await expect(dns.lookup('only.test')).rejects.toMatchObject({ code: 'ENOTFOUND' })
})

requireProgram(
  'dig',
  'dnsmasq',
  'getent',
)('a real name server takes over', async ({ network }) => {
  const ns = await network.host('ns')
  await startDnsmasq(ns, 'host-record=shop.test,203.0.113.7')
  network.useNameServer(ns)
  expect(await dns.lookup('shop.test')).toEqual({ address: '203.0.113.7', family: 4 })
  expect((await network.run('getent', ['ahostsv4', 'shop.test'])).stdout).toContain('203.0.113.7')
  expect((await network.run('dig', ['+short', 'shop.test'])).stdout).toBe('203.0.113.7\n')
  // The test gives a name below one that the server has.
  network.dns({ 'api.shop.test': '203.0.113.8' })
  expect(await dns.lookup('shop.test')).toEqual({ address: '203.0.113.7', family: 4 })
  expect((await network.run('getent', ['ahostsv4', 'shop.test'])).stdout).toContain('203.0.113.7')
  network.useNameServer()
  await expect(dns.lookup('shop.test')).rejects.toMatchObject({ code: 'ENOTFOUND' })
})
