import { createSocket } from 'node:dgram'
import { promises as dns } from 'node:dns'
import { once } from 'node:events'
import { afterAll, expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { startDnsmasq } from '../setting/servers/dnsmasq.js'
import { removeCompiled } from './compile-once.js'
import { everyResolver } from './resolvers.js'

afterAll(removeCompiled)

/** The network's own names win; what it does not know the test's name server says. */
const records = ['both.test,203.0.113.66,2001:db8::66', 'shop.test,203.0.113.7,2001:db8::7', 'four.test,203.0.113.4']

for (const { title, needed, resolve } of everyResolver) {
  requireProgram('dnsmasq', ...needed)(
    `${title} knows the names of the network and of its name server`,
    async ({ network }) => {
      const ns = await network.host('ns')
      const desk = await network.host('desk')
      network.dns({ 'both.test': ['198.51.100.1', '2001:db8::1'], 'below.shop.test': '198.51.100.2' })
      await startDnsmasq(ns, ...records.map((record) => `host-record=${record}`))
      network.useNameServer(ns)
      const names = ['desk', 'both.test', 'shop.test', 'four.test', 'below.shop.test', 'nobody.test']
      const found = await resolve(title.endsWith('in the test') ? network.testHost : desk, names, 4)
      expect(found.map((addresses) => addresses.filter((address) => !address.startsWith('::ffff:')))).toEqual([
        [desk.ip],
        ['198.51.100.1'],
        ['203.0.113.7'],
        ['203.0.113.4'],
        ['198.51.100.2'],
        [],
      ])
    },
  )
}

const test = requireProgram('dnsmasq', 'dig')

test('what a name server says is passed on as it is', async ({ recorded }) => {
  const ns = await recorded.host('ns')
  const large = Array.from({ length: 40 }, (_, number) => String(number).padEnd(60, '.'))
  const lines = ['mx-host=mail.test,relay.test,10', 'host-record=shop.test,203.0.113.7']
  await startDnsmasq(ns, ...lines, ...large.map((text) => `txt-record=large.test,${text}`))
  recorded.useNameServer(ns)
  expect(await dns.resolveMx('mail.test')).toMatchObject([{ priority: 10, exchange: 'relay.test' }])
  expect(await dns.reverse('203.0.113.7')).toEqual(['shop.test'])
  await expect(dns.resolveMx('shop.test')).rejects.toMatchObject({ code: 'ENODATA' })
  await expect(dns.resolve4('nobody.test')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  // Without a server of its own for the rest, dnsmasq refuses.
  await expect(dns.resolve4('nobody.example')).rejects.toMatchObject({ code: 'EREFUSED' })
  expect((await dns.resolveTxt('large.test')).flat().toSorted()).toEqual(large.toSorted())
  const cut = await recorded.run('dig', ['+noedns', '+ignore', 'large.test', 'TXT'])
  expect(cut.stdout).toMatch(/flags: [a-z ]*\btc\b/)
  expect(recorded.takeBlocked()).toEqual([])
  const ports = recorded.traffic({ host: 'ns' }).flows.map(({ server }) => server.port)
  expect(new Set(ports)).toEqual(new Set([53]))
})

test('a name server that asks the network gets an answer, also for what it asks for others', async ({ network }) => {
  const ns = await network.host('ns')
  const desk = await network.host('desk')
  network.dns({ 'api.test.example': '203.0.113.9' })
  await startDnsmasq(ns, 'server=127.0.0.53', 'host-record=shop.test,203.0.113.7')
  network.useNameServer(ns)
  const ask = async (...args: string[]) => (await desk.run('dig', ['+noall', '+comments', '+answer', ...args])).stdout
  expect(await ask(`@${ns.ip}`, 'api.test.example')).toContain('203.0.113.9')
  expect(await ask('nobody.example')).toContain('status: NXDOMAIN')
  expect(await ask('+tcp', 'nobody.example')).toContain('status: NXDOMAIN')
  expect(await ask('+tcp', 'shop.test')).toContain('203.0.113.7')
})

test('the name server of a test is that of the test alone', async ({ network }) => {
  const [ns, other] = [await network.host('ns'), await network.host('other')]
  await startDnsmasq(ns, 'host-record=shop.test,203.0.113.7')
  await startDnsmasq(other, 'host-record=shop.test,203.0.113.8')
  const ask = async () => [
    await dns.resolve4('shop.test').catch(() => []),
    await dns.lookup('shop.test').catch(() => ''),
  ]
  network.useNameServer(ns)
  network.beginScope('a test')
  network.useNameServer(other)
  expect(await ask()).toEqual([['203.0.113.8'], { address: '203.0.113.8', family: 4 }])
  network.useNameServer()
  expect(await ask()).toEqual([[], ''])
  await network.endScope()
  expect(await ask()).toEqual([['203.0.113.7'], { address: '203.0.113.7', family: 4 }])
})

test('a question that nobody answers is no program that was left behind', async ({ network }) => {
  network.useNameServer(await network.host('mute', { silent: true }))
  const { exitCode } = await network.run('dig', ['+tries=1', '+time=1', 'shop.test'], { reject: false })
  expect(exitCode).toBe(9)
  expect(await network.close()).toEqual({ killed: [] })
})

test('where the name server does not listen the network answers for itself', async ({ network }) => {
  const ns = await network.host('ns')
  network.useNameServer(ns)
  expect(await dns.resolve4('ns')).toEqual([ns.ip])
  await expect(dns.resolve4('nobody.test')).rejects.toMatchObject({ code: 'ENOTFOUND' })
})

test('a name server in the test answers the test', async ({ network }) => {
  const server = createSocket('udp4').bind(53, network.testHost.ip)
  await once(server, 'listening')
  // An answer without records, and with the code SERVFAIL.
  server.on('message', (question, peer) => {
    question.writeUInt16BE(0x8182, 2)
    server.send(question, peer.port, peer.address)
  })
  network.useNameServer(network.testHost)
  await expect(dns.resolve4('shop.test')).rejects.toMatchObject({ code: 'ESERVFAIL' })
  server.close()
})
