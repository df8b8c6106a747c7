import type { TestFileNetwork } from 'socketwrap/environment'

/** A variable of this module would not do: Jest may load it once for each test file. */
const key = Symbol.for('socketwrap.jest.environment')
const thread = globalThis as { [key]?: TestFileNetwork }

/**
 * Makes the network of the next file of this thread. When a setup file of the last one has failed, Jest has never
 * taken that environment down, and the thread is still on its network.
 */
export function replaceUnfinished(make: () => TestFileNetwork): TestFileNetwork {
  thread[key]?.close().catch(() => {})
  delete thread[key]
  const made = make()
  thread[key] = made
  return made
}

export function finish(network: TestFileNetwork): Promise<void> {
  if (thread[key] === network) delete thread[key]
  return network.close()
}
