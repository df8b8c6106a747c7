import { parseAddress } from '../address/ip-address.js'
import type { NameSource } from './name-source.js'
import { serviceName } from './service-name.js'

/**
 * Answers as dns.lookupService does, with the name of the address and that of the port.
 *
 * @throws an Error whose code is ENOTFOUND
 */
export function lookupServiceName(
  address: string,
  port: number,
  source: NameSource,
): { hostname: string; service: string } {
  const wanted = parseAddress(address)?.address
  const hostname = wanted === undefined ? undefined : source.reverse(wanted)
  if (hostname) return { hostname, service: serviceName(port) }
  throw Object.assign(new Error(`getnameinfo ENOTFOUND ${address}`), {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getnameinfo',
    hostname: address,
  })
}
