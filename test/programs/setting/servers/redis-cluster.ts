import type { Host, Network, Program } from 'socketwrap'
import { eventually } from '../wait-for.js'
import { startRedis } from './redis.js'

export interface ClusterNode {
  host: Host
  redis: Program
}

/**
 * Starts a cluster of three primaries and three replicas on hosts of their own, node-1 to node-6, all on port 6379.
 * Clients are told the names of the nodes, not their addresses.
 *
 * @param addresses of the nodes, in this order
 * @param folder where they keep what they know of each other
 */
export async function startRedisCluster(network: Network, addresses: string[], folder: string): Promise<ClusterNode[]> {
  const nodes = await Promise.all(addresses.map((ip, at) => startNode(network, `node-${at + 1}`, ip, folder)))
  const [first] = nodes as [ClusterNode]
  const places = addresses.map((address) => `${address}:6379`)
  await first.host.run('redis-cli', ['--cluster', 'create', ...places, '--cluster-replicas', '1', '--cluster-yes'])
  const names = nodes.map(({ host }) => host.name)
  for (const { host } of nodes) {
    await eventually(() => ask(host, 'info')).toContain('cluster_state:ok')
    // Every node knows all primaries and replicas, and by their names.
    await eventually(async () => [...new Set((await ask(host, 'slots')).match(/node-\d/g))].toSorted()).toEqual(names)
  }
  return nodes
}

async function startNode(network: Network, name: string, ip: string, folder: string): Promise<ClusterNode> {
  const host = await network.host(name, { ip })
  const told = ['--cluster-announce-hostname', name, '--cluster-preferred-endpoint-type', 'hostname']
  const files = ['--cluster-config-file', `${name}.conf`, '--dir', folder]
  // A replica is told of to clients after the first ping from its primary.
  const soon = ['--repl-diskless-sync-delay', '0', '--repl-ping-replica-period', '1', '--cluster-node-timeout', '1000']
  return { host, redis: await startRedis(host, '--cluster-enabled', 'yes', ...told, ...soon, ...files) }
}

async function ask(host: Host, what: 'info' | 'slots'): Promise<string> {
  return (await host.run('redis-cli', ['-h', host.name, 'cluster', what])).stdout
}
