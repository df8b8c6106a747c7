import path from 'node:path'
import { Cluster } from 'ioredis'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { startRedisCluster } from '../setting/servers/redis-cluster.js'
import { eventually } from '../setting/wait-for.js'

const test = requireProgram('redis-server', 'redis-cli')

const numbers = [1, 2, 3, 4, 5, 6]
const clusters = [
  { family: 'IPv4', addresses: numbers.map((number) => `203.0.113.${number}`) },
  { family: 'IPv6', addresses: numbers.map((number) => `2001:db8::${number}`) },
]

for (const { family, addresses } of clusters)
  test(`ioredis uses a cluster of six nodes on one port by their names over ${family}`, async ({ network, folder }) => {
    await startRedisCluster(network, addresses, folder)
    const cluster = new Cluster(['node-1'])
    await Promise.all(numbers.map((number) => cluster.set(`fruit ${number}`, number)))
    const read = await Promise.all(numbers.map((number) => cluster.get(`fruit ${number}`)))
    expect(read).toEqual(numbers.map(String))
    expect(namesOf(cluster.nodes())).toEqual(numbers.map((number) => `node-${number}`))
    cluster.disconnect()

    const desk = await network.host('desk')
    const script = path.join(import.meta.dirname, 'fixtures/read-cluster.mjs')
    const { stdout } = await desk.run(process.execPath, [
      script,
      'node-6',
      ...numbers.map((number) => `fruit ${number}`),
    ])
    expect(JSON.parse(stdout)).toEqual(numbers.map(String))
  })

test('ioredis goes on with a replica when a primary dies', async ({ network, folder }) => {
  const nodes = await startRedisCluster(network, clusters[0]?.addresses as string[], folder)
  const cluster = new Cluster(['node-2'], { clusterRetryStrategy: () => 50 })
  cluster.on('error', () => {})
  await cluster.set('fruit', 'apple')
  await Promise.all(cluster.nodes('master').map((node) => node.wait(1, 20_000)))
  const slot = await cluster.cluster('KEYSLOT', 'fruit')
  const owner = async () => {
    const [, , primary] = (await cluster.cluster('SLOTS')).find(([from, to]) => from <= slot && slot <= to) ?? []
    return primary?.[0]
  }
  const before = await owner()
  nodes.find(({ host }) => host.name === before)?.redis.kill('SIGKILL')
  await eventually(owner).not.toBe(before)
  expect(await cluster.get('fruit')).toBe('apple')
  cluster.disconnect()
})

function namesOf(nodes: ReturnType<Cluster['nodes']>): (string | undefined)[] {
  return nodes.map(({ options }) => options.host).toSorted()
}
