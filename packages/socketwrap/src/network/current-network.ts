import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { Network } from './network.js'

/**
 * Where a test environment keeps the network of the running test file. A module's own variable would not do: runners
 * load this package several times.
 */
export const networkKey = Symbol.for('socketwrap.network')

/** @throws SocketwrapError NO_NETWORK */
export function currentNetwork(): Network {
  const found = findCurrentNetwork()
  if (found) return found
  throw new SocketwrapError(
    'NO_NETWORK',
    "There is no network here: `network` belongs to a test file that runs in a socketwrap environment. Set testEnvironment (Jest) or test.environment (Vitest) to 'socketwrap', or make one yourself with createNetwork().",
  )
}

function findCurrentNetwork(): Network | undefined {
  return (globalThis as Record<symbol, unknown>)[networkKey] as Network | undefined
}

/** The running test file's network. It is looked up at each use, so it can be imported anywhere. */
export const network: Network = new Proxy({} as Network, {
  get(_target, property) {
    // Whoever awaits, prints or compares the import asks for these, also outside an environment.
    if (property === 'then' || (typeof property === 'symbol' && property !== Symbol.asyncDispose))
      return findCurrentNetwork()?.[property as keyof Network]
    const current = currentNetwork()
    const value: unknown = Reflect.get(current, property, current)
    return typeof value === 'function' ? value.bind(current) : value
  },
  has: (_target, property) => Reflect.has(currentNetwork(), property),
  set() {
    throw new TypeError('network is read-only')
  },
})
