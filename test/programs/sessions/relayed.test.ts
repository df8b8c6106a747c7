import { expect } from 'vitest'
import { families } from '../setting/families.js'
import type { FollowedStream } from '../setting/follow-streams.js'
import { inspectTraffic } from '../setting/inspect-traffic.js'
import { requireProgram } from '../setting/program-test.js'
import { type Relayed, relayTcp } from '../setting/relay.js'
import { psqlOptions, startPostgres } from '../setting/servers/postgresql.js'
import { startRedis } from '../setting/servers/redis.js'

const redisTest = requireProgram('redis-server', 'redis-cli', 'tshark')
const databaseTest = requireProgram('initdb', 'postgres', 'psql', 'setpriv', 'tshark')

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

/** Each conversation crossed the network twice: from the client to the relay, and from there to the server. */
function expectBothLegs(streams: FollowedStream[], seen: Relayed[]): void {
  expect(seen.length).toBeGreaterThan(0)
  const followed = streams.map(({ sent, received }) => ({ sent, received }))
  expect(followed).toEqual(seen.flatMap((conversation) => [conversation, conversation]))
}
