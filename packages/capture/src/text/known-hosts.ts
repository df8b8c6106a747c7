import type { Endpoint, Flow } from '../types.js'

export interface KnownHost {
  name: string
  addresses: readonly string[]
}

/** Ports that Linux gives to those who ask for none in particular; the shim gives listeners those below 40960. */
const ephemeral = { lowest: 32768, highest: 40959 }

export function isEphemeral(port: number): boolean {
  return port >= ephemeral.lowest && port <= ephemeral.highest
}

/**
 * How an endpoint is called: by its host's name. With its address when the host is not known, or when the address is
 * not one of the host's own, as on the test host, which may serve any address.
 */
export function nameEndpoint({ host, address }: Endpoint, hosts: readonly KnownHost[] | undefined): string {
  if (host === '') return address
  const own = addressesOf(host, hosts)
  return own.length === 0 || own.includes(address) || isLoopback(address) ? host : `${host} as ${address}`
}

/** Several hosts may have had the name, one after the other. */
function addressesOf(host: string, hosts: readonly KnownHost[] = []): string[] {
  return hosts.flatMap(({ name, addresses }) => (name === host ? addresses : []))
}

/** Replaces the addresses of hosts in a text by `<host>`, and ports that were given by chance by `<port>`. */
export function hideAddresses(
  flows: readonly Flow[],
  hosts: readonly KnownHost[] = [],
): (text: string, flow: Flow) => string {
  const names = new Map<string, string>()
  for (const { client, server } of flows)
    for (const { address, host } of [client, server]) if (host !== '' && !isLoopback(address)) names.set(address, host)
  for (const { name, addresses } of hosts) for (const address of addresses) names.set(address, name)
  if (hosts.length > 0) keepForeign(names, hosts)
  const pattern = alternatives([...names.keys()])
  return (text, { server }) => {
    const named = pattern ? text.replaceAll(pattern, (address) => `<${names.get(address)}>`) : text
    return isEphemeral(server.port) ? named.replaceAll(new RegExp(`:${server.port}(?!\\d)`, 'g'), ':<port>') : named
  }
}

/** An address that a person has chosen for what the test plays stays as it is. */
function keepForeign(names: Map<string, string>, hosts: readonly KnownHost[]): void {
  for (const [address, host] of names) {
    const own = addressesOf(host, hosts)
    if (own.length > 0 && !own.includes(address)) names.delete(address)
  }
}

function alternatives(addresses: readonly string[]): RegExp | undefined {
  if (addresses.length === 0) return undefined
  const longestFirst = [...addresses].sort((left, right) => right.length - left.length)
  const any = longestFirst.map((address) => address.replaceAll('.', '\\.')).join('|')
  return new RegExp(`(?<![\\w.:]|\\d\\.)(?:::ffff:)?(?:${any})(?![\\w]|\\.\\d|:[0-9a-f]*:)`, 'g')
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
