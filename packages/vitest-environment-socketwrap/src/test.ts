import { test as base } from 'vitest'
import { network as currentNetwork, type Host, type Network } from 'socketwrap'

/**
 * Vitest's `test` with two fixtures:
 * - `network`: the network of the running test file;
 * - `host`: a host that is made for the test and ends with it.
 */
export const test = base
  .extend('network', { scope: 'file' }, (): Network => currentNetwork)
  .extend('host', async ({ network }, { onCleanup }): Promise<Host> => {
    const host = await network.host(freeHostName(network))
    onCleanup(async () => void (await host.close()))
    return host
  })

/** Tests that run at the same time each get a name of their own. */
function freeHostName(network: Network): string {
  const taken = new Set(network.hosts().map((host) => host.name))
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'host' : `host-${number}`
    if (!taken.has(name)) return name
  }
}
