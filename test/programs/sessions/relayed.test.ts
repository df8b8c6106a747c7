import { expect } from 'vitest'
import { families } from '../setting/families.js'
import type { FollowedStream } from '../setting/follow-streams.js'
import { bytesOf, inspectTraffic } from '../setting/inspect-traffic.js'
import { requireProgram, requireSshd } from '../setting/program-test.js'
import { type Place, type Relayed, relayTcp } from '../setting/relay.js'
import { relayUdp } from '../setting/relay-udp.js'
import { startDnsmasq } from '../setting/servers/dnsmasq.js'
import { sshOptions, startSshd } from '../setting/servers/openssh.js'
import { psqlOptions, startPostgres } from '../setting/servers/postgresql.js'
import { startRedis } from '../setting/servers/redis.js'

const redisTest = requireProgram('redis-server', 'redis-cli', 'tshark')
const dnsTest = requireProgram('dnsmasq', 'dig', 'tshark')
const databaseTest = requireProgram('initdb', 'postgres', 'psql', 'setpriv', 'tshark')
const sshTest = requireSshd('tshark')

redisTest('tshark finds what redis-cli and redis-server said', async ({ recorded: network, folder }) => {
  const [db, front, desk] = [await network.host('db'), await network.host('front'), await network.host('desk')]
  await startRedis(db)
  const seen = []
  for (const { addressOf } of families) {
    const relay = await relayTcp({ address: addressOf(front), port: 6379 }, { address: addressOf(db), port: 6379 })
    await desk.run('redis-cli', ['-h', addressOf(front), '-x', 'set', 'fruit'], { input: 'apple\0\r\n'.repeat(9999) })
    await desk.run('redis-cli', ['-h', addressOf(front), '-r', '3', 'get', 'fruit'])
    relay.close()
    seen.push(...relay.conversations)
  }
  const { warnings, protocols, tcp } = await inspectTraffic(network, folder)
  expect(warnings).toEqual([])
  expect(protocols).toContain('resp')
  expectBothLegs(tcp, seen)
})

dnsTest('tshark finds what dig and dnsmasq said, in datagrams and over TCP', async ({ recorded: network, folder }) => {
  const [ns, front, desk] = [await network.host('ns'), await network.host('front'), await network.host('desk')]
  await startDnsmasq(ns, 'host-record=shop.test,203.0.113.7,2001:db8::7', 'txt-record=shop.test,open')
  const seen: { tcp: Relayed[]; udp: Relayed[] } = { tcp: [], udp: [] }
  for (const { addressOf } of families) {
    const [at, to] = [front, ns].map((host) => ({ address: addressOf(host), port: 53 })) as [Place, Place]
    const [udp, tcp] = [await relayUdp(at, to), await relayTcp(at, to)]
    await desk.run('dig', [`@${at.address}`, 'shop.test', 'A', 'shop.test', 'AAAA'])
    await desk.run('dig', [`@${at.address}`, '+tcp', 'shop.test', 'TXT', 'nobody.test'])
    seen.udp.push(...udp.conversations)
    seen.tcp.push(...tcp.conversations)
    udp.close()
    tcp.close()
  }
  const { warnings, protocols, tcp, udp } = await inspectTraffic(network, folder)
  expect(warnings).toEqual([])
  expect(protocols).toEqual(['udp', 'dns', 'tcp'])
  expectBothLegs(tcp, seen.tcp)
  expectBothLegs(udp, seen.udp)
})

databaseTest('tshark finds what psql and PostgreSQL said', async ({ recorded: network, folder }) => {
  const [db, front, desk] = [await network.host('db'), await network.host('front'), await network.host('desk')]
  await startPostgres(db, folder)
  const seen = []
  for (const { addressOf } of families) {
    const relay = await relayTcp({ address: addressOf(front), port: 5432 }, { address: addressOf(db), port: 5432 })
    const query = "select n, repeat('x', n) from generate_series(1, 500) n"
    await desk.run('psql', [...psqlOptions(addressOf(front)), '-Atc', query, '-c', 'select nothing'], { reject: false })
    relay.close()
    seen.push(...relay.conversations)
  }
  const { warnings, protocols, tcp } = await inspectTraffic(network, folder)
  expect(warnings).toEqual([])
  expect(protocols).toContain('pgsql')
  expectBothLegs(tcp, seen)
})

/** tshark 4.0 takes the keys and signatures of newer methods for broken ones. */
const oldKex = 'KexAlgorithms curve25519-sha256'
const oldKey = 'HostKeyAlgorithms ssh-rsa'

sshTest('tshark finds what ssh and sshd said', async ({ recorded: network, folder }) => {
  const [far, front, desk] = [await network.host('far'), await network.host('front'), await network.host('desk')]
  await startSshd(far, folder, { hostKey: 'rsa', more: [oldKex, oldKey] })
  const seen = []
  for (const { addressOf } of families) {
    const relay = await relayTcp({ address: addressOf(front), port: 22 }, { address: addressOf(far), port: 22 })
    const { stdout } = await desk.run('ssh', [...sshOptions(folder), '-o', oldKey, addressOf(front), 'cat'], {
      input: 'hello',
    })
    expect(stdout).toBe('hello')
    relay.close()
    seen.push(...relay.conversations)
  }
  const { warnings, protocols, tcp } = await inspectTraffic(network, folder)
  expect(warnings).toEqual([])
  expect(protocols).toContain('ssh')
  expectBothLegs(tcp, seen)
})

/** Each conversation crossed the network twice: from the client to the relay, and from there to the server. */
function expectBothLegs(streams: FollowedStream[], seen: Relayed[]): void {
  expect(seen.length).toBeGreaterThan(0)
  expect(streams.map(bytesOf)).toEqual(seen.flatMap((conversation) => [conversation, conversation]))
}
