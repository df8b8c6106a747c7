import { hostname } from 'node:os'
import type { HostRecord } from '@socketwrap/native'
import { type IpAddress, parseAddress } from '../address/ip-address.js'

/**
 * The addresses of a name on a network, IPv4 first; none when nobody has the name.
 *
 * @param listHosts is asked only when the name may be a host's, because a list of many hosts takes time
 */
export function findName(name: string, listHosts: () => HostRecord[]): IpAddress[] {
  const lower = name.toLowerCase().replace(/\.$/, '')
  const numeric = parseAddress(lower)
  if (numeric) return [numeric]
  // RFC 6761, section 6.3: localhost and all names below it are the loopback.
  if (lower === 'localhost' || lower.endsWith('.localhost')) {
    return [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]
  }
  const hosts = listHosts()
  // This process's os.hostname() is still the machine's, and a server may listen on it.
  const host =
    hosts.find((record) => record.name === lower) ?? (lower === hostname().toLowerCase() ? hosts[0] : undefined)
  return (host?.addresses ?? []).map(parseAddress).filter((address) => address !== undefined)
}
