import type { NamedHost } from './traffic.js'

/** The name of the host that has an address; of several in time, the last one. */
export function nameAddress(hosts: readonly NamedHost[]): (address: string) => string | undefined {
  const names = new Map(hosts.flatMap(({ name, addresses }) => addresses.map((address) => [address, name] as const)))
  return (address) => names.get(address)
}
