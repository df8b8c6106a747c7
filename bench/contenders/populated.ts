import { createNetwork, type Host, type Network } from 'socketwrap'
import { compileProgram } from '../compile-program.ts'
import type { Carrier, Place } from './place.ts'

/** A network of so many hosts; programs run on the last one and use its address. */
export function networkOfHosts(count: number): Carrier {
  return {
    name: `${count}-hosts`,
    title: count === 1 ? '1 host' : `${count} hosts`,
    open: async () => {
      const network = await createNetwork()
      let host = network.testHost
      for (let number = 1; number <= count; number++) host = await network.host(`host-${number}`)
      return placeOn(network, host, () => network.close())
    },
  }
}

/** A network on which so many connections are open while programs run. */
export function networkOfSockets(count: number): Carrier {
  return {
    name: `${count}-sockets`,
    title: `${count} open connections`,
    open: async () => {
      const network = await createNetwork()
      const host = await network.host('bench')
      if (count > 0) await holdConnections(network, count)
      return placeOn(network, host, () => network.close())
    },
  }
}

function placeOn(network: Network, host: Host, close: () => Promise<unknown>): Place {
  return {
    carrier: host.ip,
    network,
    run: async ([program = '', ...args]) => (await host.run(program, args, { timeoutMs: 180_000 })).stdout,
    close: async () => void (await close()),
  }
}

/** A program on a host of its own opens them, and listens when all are open. */
async function holdConnections(network: Network, count: number): Promise<void> {
  const crowd = await network.host('crowd')
  const program = await crowd.spawn(await compileProgram('idle'), [crowd.ip, 'hold', String(count)])
  await program.listening(4000, { timeoutMs: 60_000 })
}
