import type { HostRecord } from '@socketwrap/native'
import { parseAddress } from '../address/ip-address.js'

/**
 * Answers as dns.lookupService does, with the host that has the address. Services have no names here: they are the
 * port's number, as getnameinfo(3) gives them when /etc/services does not know them.
 *
 * @throws an Error whose code is ENOTFOUND
 */
export function lookupServiceName(
  address: string,
  port: number,
  hosts: HostRecord[],
): { hostname: string; service: string } {
  const wanted = parseAddress(address)?.address
  const hostname =
    wanted === '127.0.0.1' || wanted === '::1'
      ? 'localhost'
      : hosts.find(({ addresses }) => addresses.includes(wanted ?? ''))?.name
  if (hostname) return { hostname, service: String(port) }
  throw Object.assign(new Error(`getnameinfo ENOTFOUND ${address}`), {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getnameinfo',
    hostname: address,
  })
}
