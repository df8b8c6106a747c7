import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { network } from 'socketwrap'
import { afterAll, beforeAll, expect, test } from 'vitest'

const cities = ['amsterdam', 'berlin', 'cairo', 'denver', 'essen', 'fukuoka']
const hosts = new Map()
let directory

const options = ['--bind', '0.0.0.0', '--protected-mode', 'no', '--save', '', '--repl-diskless-sync-delay', '0']

// Six servers on six hosts, all on port 6379. They end with this file.
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'redis-'))
  await Promise.all(cities.map(startRedis))
})

afterAll(() => rm(directory, { recursive: true }))

async function startRedis(city) {
  const host = await network.host(city)
  hosts.set(city, host)
  const redis = await host.spawn('redis-server', options, { cwd: directory })
  await redis.listening(6379)
}

/** A client in the test itself, with nothing special about it. */
async function connect(city) {
  const client = createClient({ url: `redis://${hosts.get(city).ip}:6379` })
  return client.connect()
}

test('six servers listen on the same port and keep their own data', async () => {
  const clients = await Promise.all(cities.map(connect))
  await Promise.all(clients.map((client, index) => client.set('city', cities[index])))
  expect(await Promise.all(clients.map((client) => client.get('city')))).toEqual(cities)
  await Promise.all(clients.map((client) => client.close()))
})

test('a server reaches another by its address: berlin becomes a replica of amsterdam', async () => {
  const [amsterdam, berlin] = await Promise.all([connect('amsterdam'), connect('berlin')])
  await berlin.sendCommand(['REPLICAOF', hosts.get('amsterdam').ip, '6379'])
  await expect.poll(() => berlin.sendCommand(['ROLE']), { timeout: 5000 }).toContain('connected')
  await amsterdam.set('news', 'hello from amsterdam')
  await amsterdam.sendCommand(['WAIT', '1', '0'])
  expect(await berlin.get('news')).toBe('hello from amsterdam')
  await Promise.all([amsterdam.close(), berlin.close()])
})

test('a program that is started on one host talks to another: redis-cli', async () => {
  const { stdout } = await hosts.get('cairo').run('redis-cli', ['-h', hosts.get('denver').ip, 'PING'])
  expect(stdout.trim()).toBe('PONG')
})
