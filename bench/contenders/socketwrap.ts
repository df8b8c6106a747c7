import { createNetwork, type Network, type NetworkOptions } from 'socketwrap'
import { runCommand } from '../run-command.ts'
import type { Carrier, Place } from './place.ts'

/** Looks at a network before it is closed; throws when it is not what it should be. */
type Check = (network: Network) => void

interface How {
  check?: Check
  via?: 'supervise'
}

/** Programs that are started on a host of one of our networks. */
function socketwrapCarrier(name: string, title: string, options: NetworkOptions, how: How = {}): Carrier {
  return {
    name,
    title,
    open: async () => openPlace(options, how),
  }
}

export const socketwrap = socketwrapCarrier('socketwrap', 'socketwrap', { capture: 'off' })

/** With room for whatever a turn sends; a turn of which something is not kept has failed. */
export const socketwrapKeeping = socketwrapCarrier(
  'socketwrap-keeping',
  'socketwrap, all captured',
  { capture: 'on', captureLimitMiB: 16_384 },
  { check: checkNothingIsLost },
)

export const socketwrapSupervised = socketwrapCarrier(
  'socketwrap-supervised',
  'socketwrap, supervised',
  { capture: 'off' },
  { via: 'supervise' },
)
export const socketwrapSupervisedKeeping = socketwrapCarrier(
  'socketwrap-supervised-keeping',
  'socketwrap, supervised, all captured',
  { capture: 'on', captureLimitMiB: 16_384 },
  { via: 'supervise', check: checkNothingIsLost },
)

/** With so little that memory is used again from the start. */
export const socketwrapRecycling = socketwrapCarrier('socketwrap-recycling', 'socketwrap, last 8 MiB captured', {
  capture: 'on',
  captureLimitMiB: 8,
})

/** A Node program that puts itself onto a network, as test runners' environments do. */
export const socketwrapInProcess: Carrier = {
  name: 'socketwrap-in-process',
  title: 'socketwrap, in-process',
  open: async () => ({
    carrier: '127.0.0.1',
    run: ([node = '', ...args]) =>
      runCommand([node, '--import', new URL('../node/enter.mjs', import.meta.url).href, ...args], process.env),
    close: async () => {},
  }),
}

async function openPlace(options: NetworkOptions, { check, via }: How): Promise<Place> {
  const network = await createNetwork(options)
  const host = await network.host('bench')
  return {
    carrier: '127.0.0.1',
    network,
    isRecorded: options.capture === 'on',
    run: async ([program = '', ...args]) =>
      (await host.run(program, args, { timeoutMs: 180_000, ...(via && { via }) })).stdout,
    close: async () => {
      try {
        check?.(network)
      } finally {
        await network.close()
      }
    },
  }
}

function checkNothingIsLost(network: Network): void {
  const [problem] = network.traffic().problems
  if (problem) throw new Error(`The capture is not whole: ${problem.message}`)
}
