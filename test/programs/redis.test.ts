import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:net'
import { createClient } from 'redis'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { startRedis } from './setting/servers/redis.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('redis-server', 'redis-cli')

for (const { family, addressOf, inUrl } of families) {
  test(`redis-cli on another host and a client in the test reach redis-server over ${family}`, async ({ network }) => {
    const db = await network.host('db')
    const web = await network.host('web')
    await startRedis(db)

    const client = await connect(addressOf(db))
    await client.set('fruit', 'apple')
    const { stdout } = await web.run('redis-cli', ['-h', addressOf(db), 'get', 'fruit'])
    expect(stdout).toBe('apple\n')

    const list = await web.run('redis-cli', ['-h', addressOf(db), 'client', 'list'])
    expect(list.stdout).toContain(`addr=${inUrl(web)}:`)
    expect(list.stdout).toContain(`laddr=${inUrl(db)}:6379`)
    expect(list.stdout).toContain(`addr=${inUrl(network.testHost)}:`)
    await client.close()
  })
}

test('six redis-servers listen on port 6379 of six hosts, each with its own data', async ({ network }) => {
  const hosts = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => network.host(name)))
  await Promise.all(hosts.map((host) => startRedis(host)))
  await Promise.all(
    hosts.map(async ({ ip, name }) => {
      const client = await connect(ip)
      await client.set('who', name)
      await client.close()
    }),
  )
  const answers = await Promise.all(hosts.map((host) => host.run('redis-cli', ['get', 'who'])))
  expect(answers.map(({ stdout }) => stdout.trim())).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

test('a replica follows its primary on another host', async ({ network }) => {
  const primary = await network.host('primary')
  const replica = await network.host('replica')
  await startRedis(primary)
  await startRedis(replica, '--replicaof', primary.ip, '6379', '--repl-diskless-sync-delay', '0')

  const client = await connect(primary.ip)
  await client.set('fruit', 'pear')
  expect(await client.wait(1, 20_000)).toBe(1)
  const { stdout } = await replica.run('redis-cli', ['get', 'fruit'])
  expect(stdout).toBe('pear\n')
  expect(await client.info('replication')).toContain(`ip=${replica.ip},port=6379,state=online`)
  await client.close()
})

test('a subscriber in the test hears what redis-cli on a host publishes', async ({ network }) => {
  const db = await network.host('db')
  await startRedis(db)
  const client = await connect(db.ip)
  const news = new EventEmitter()
  await client.subscribe('news', (message) => news.emit('message', message))
  const heard = once(news, 'message')
  await db.run('redis-cli', ['publish', 'news', 'rain'])
  expect(await heard).toEqual(['rain'])
  await client.close()
})

test('redis-cli talks to a fake redis that is written in the test', async ({ network }) => {
  const fake = await network.host('fake')
  const web = await network.host('web')
  const server = createServer((socket) => socket.on('data', () => socket.end('+FAKED\r\n'))).listen(6379, fake.ip)
  await once(server, 'listening')
  const { stdout } = await web.run('redis-cli', ['-h', fake.ip, 'ping'])
  expect(stdout).toBe('FAKED\n')
  server.close()
})

/** A client that gives up when its server ends, so that a failed test shows its own error. */
async function connect(host: string) {
  const client = createClient({ socket: { host, port: 6379, reconnectStrategy: false } })
  client.on('error', () => {})
  return client.connect()
}
