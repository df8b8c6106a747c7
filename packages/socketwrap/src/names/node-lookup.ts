import { promises as dns } from 'node:dns'

/**
 * Gives what asks as Node itself does, on threads that are on no network. To be called while the thread has not entered
 * one: then `dns.lookup` is another function.
 */
export function nodeLookup(): (name: string, family: 0 | 4 | 6) => Promise<string[]> {
  const { lookup } = dns
  return async (name, family) => {
    const found = await lookup(name, { all: true, family, order: 'verbatim' })
    return found.map(({ address }) => address)
  }
}
