import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster } from 'ioredis'
import { network } from 'socketwrap'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const names = ['node-1', 'node-2', 'node-3', 'node-4', 'node-5', 'node-6']
const nodes = new Map()
let directory
let cluster

// A real cluster: six servers on six hosts, all on port 6379, which tell clients their names.
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'redis-cluster-'))
  await Promise.all(names.map(startNode))
  const places = names.map((name) => `${nodes.get(name).host.ip}:6379`)
  await network.run('redis-cli', ['--cluster', 'create', ...places, '--cluster-replicas', '1', '--cluster-yes'])
  await Promise.all(names.map((name) => eventually(async () => expect(await knownTo(name)).toEqual(names))))
  cluster = new Cluster(['node-1'], { clusterRetryStrategy: () => 50 })
  // While nodes fail, ioredis tells of each one that it cannot reach.
  cluster.on('error', () => {})
})

afterAll(async () => {
  cluster.disconnect()
  await rm(directory, { recursive: true })
})

async function startNode(name) {
  const host = await network.host(name)
  const options = {
    'cluster-enabled': 'yes',
    'cluster-config-file': `${name}.conf`,
    'cluster-announce-hostname': name,
    'cluster-preferred-endpoint-type': 'hostname',
    'cluster-node-timeout': 1000,
    'repl-ping-replica-period': 1,
    'repl-diskless-sync-delay': 0,
    'protected-mode': 'no',
    bind: '0.0.0.0',
    save: '',
    dir: directory,
  }
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)])
  const redis = await host.spawn('redis-server', args)
  await redis.listening(6379)
  nodes.set(name, { host, redis })
}

/** The nodes tell each other what they know, which takes them a second or two. */
function eventually(expectation) {
  return vi.waitFor(expectation, { timeout: 15_000 })
}

/** The names of the primaries and replicas that a node tells its clients of. */
async function knownTo(name) {
  const { stdout } = await network.run('redis-cli', ['-h', name, 'cluster', 'slots'])
  return [...new Set(stdout.match(/node-\d/g))].toSorted()
}

/** The primary that has the key now. */
async function primaryOf(key) {
  const slot = await cluster.cluster('KEYSLOT', key)
  const slots = await cluster.cluster('SLOTS')
  return slots.find(([first, last]) => first <= slot && slot <= last)[2][0]
}

test('keys are spread over three primaries, and the client finds each by the name of its node', async () => {
  const keys = ['apple', 'banana', 'fig', 'grape', 'kiwi', 'lemon']
  await Promise.all(keys.map((key) => cluster.set(key, `a ${key}`)))
  expect(await Promise.all(keys.map((key) => cluster.get(key)))).toEqual(keys.map((key) => `a ${key}`))

  const primaries = new Set(await Promise.all(keys.map(primaryOf)))
  expect([...primaries].toSorted()).toEqual(['node-1', 'node-2', 'node-3'])
})

test('when a primary dies, its replica takes over and nothing is lost', async () => {
  await cluster.set('fruit', 'apple')
  await Promise.all(cluster.nodes('master').map((node) => node.wait(1, 10_000)))
  const before = await primaryOf('fruit')

  nodes.get(before).redis.kill('SIGKILL')

  await eventually(async () => expect(await primaryOf('fruit')).not.toBe(before))
  expect(await cluster.get('fruit')).toBe('apple')
})

test('a program on another host follows the redirections of the cluster: redis-cli -c', async () => {
  const desk = await network.host('desk')
  await desk.run('redis-cli', ['-c', '-h', 'node-6', 'set', 'city', 'cairo'])
  expect(await cluster.get('city')).toBe('cairo')
})
