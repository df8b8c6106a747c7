import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { startDnsmasq } from './setting/servers/dnsmasq.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('dnsmasq', 'dig')

/** Forty records of 60 bytes: more than a plain DNS datagram holds. */
const large = Array.from({ length: 40 }, (_, number) => String(number).padEnd(60, '.'))
const largeRecords = large.map((text) => `txt-record=large.test,${text}`)

for (const { family, addressOf, inUrl } of families) {
  test(`dig on another host and a resolver in the test ask dnsmasq over ${family}`, async ({ network }) => {
    const ns = await network.host('ns')
    const desk = await network.host('desk')
    await startDnsmasq(ns, 'host-record=shop.test,203.0.113.7,2001:db8::7')
    const { stdout } = await desk.run('dig', [`@${addressOf(ns)}`, '+short', 'shop.test', 'A', 'shop.test', 'AAAA'])
    expect(stdout).toBe('203.0.113.7\n2001:db8::7\n')

    const resolver = new Resolver()
    resolver.setServers([inUrl(ns)])
    expect(await resolver.resolve4('shop.test')).toEqual(['203.0.113.7'])
    expect(await resolver.resolve6('shop.test')).toEqual(['2001:db8::7'])
    expect(await resolver.reverse('203.0.113.7')).toEqual(['shop.test'])
    await expect(resolver.resolve4('nobody.test')).rejects.toThrow(expect.objectContaining({ code: 'ENOTFOUND' }))
  })

  test(`dig asks by TCP over ${family}`, async ({ network }) => {
    const ns = await network.host('ns')
    await startDnsmasq(ns, 'host-record=shop.test,203.0.113.7')
    const { stdout } = await network.run('dig', [`@${addressOf(ns)}`, '+tcp', 'shop.test'])
    expect(stdout).toContain('203.0.113.7')
    expect(stdout).toContain(`SERVER: ${addressOf(ns)}#53(${addressOf(ns)}) (TCP)`)
  })

  test(`a large answer is cut off in a datagram and comes whole by TCP over ${family}`, async ({ network }) => {
    const ns = await network.host('ns')
    await startDnsmasq(ns, ...largeRecords)
    const question = [`@${addressOf(ns)}`, '+noedns', 'large.test', 'TXT']
    const cut = await network.run('dig', [...question, '+ignore'])
    expect(cut.stdout).toMatch(/flags: [a-z ]*\btc\b/)
    const whole = await network.run('dig', question)
    expect(whole.stdout).toContain('retrying in TCP mode')
    for (const text of large) expect(whole.stdout).toContain(`"${text}"`)
  })

  test(`a large answer comes in one datagram when dig has room for it, over ${family}`, async ({ network }) => {
    const ns = await network.host('ns')
    await startDnsmasq(ns, 'edns-packet-max=4096', ...largeRecords)
    const { stdout } = await network.run('dig', [`@${addressOf(ns)}`, '+bufsize=4096', 'large.test', 'TXT'])
    for (const text of large) expect(stdout).toContain(`"${text}"`)
    expect(stdout).toContain('(UDP)')
  })
}

test('dnsmasq forwards to a name server on another host', async ({ network }) => {
  const upstream = await network.host('upstream')
  const ns = await network.host('ns')
  await startDnsmasq(upstream, 'host-record=far.example,198.51.100.9')
  await startDnsmasq(ns, `server=${upstream.ip}`)
  const { stdout } = await network.run('dig', [`@${ns.ip}`, '+short', 'far.example'])
  expect(stdout).toBe('198.51.100.9\n')
})

test('dig asks a fake name server that is written in the test', async ({ network }) => {
  const ns = await network.host('ns')
  const server = createSocket('udp4').bind(53, ns.ip)
  await once(server, 'listening')
  // The question comes back as an answer without records and with the code REFUSED.
  server.on('message', (question, peer) => {
    question.writeUInt16BE(0x8105, 2)
    server.send(question, peer.port, peer.address)
  })
  const { stdout } = await network.run('dig', [`@${ns.ip}`, 'shop.test'])
  expect(stdout).toContain('status: REFUSED')
  server.close()
})
