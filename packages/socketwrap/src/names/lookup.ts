import type { LookupAddress, LookupOptions } from 'node:dns'
import type { HostRecord } from '@socketwrap/native'
import type { IpAddress } from '../address/ip-address.js'
import { findName } from './find-name.js'

/**
 * Answers as dns.lookup does.
 *
 * @throws an Error as dns.lookup gives it: code ENOTFOUND
 */
export function lookupName(name: string, options: LookupOptions, listHosts: () => HostRecord[]): LookupAddress[] {
  const family = familyOf(options.family)
  const found = findName(name, listHosts)
  const wanted = found.filter((address) => family === 0 || address.family === family)
  // A number of the other family is given as it is, like getaddrinfo does for Node.
  const answer = wanted.length > 0 || !isNumber(name, found) ? wanted : found
  if (answer.length === 0) throw notFound(name)
  return options.order === 'ipv6first' ? [...answer].sort((a, b) => b.family - a.family) : answer
}

function familyOf(family: LookupOptions['family']): 0 | 4 | 6 {
  if (family === 4 || family === 'IPv4') return 4
  return family === 6 || family === 'IPv6' ? 6 : 0
}

function isNumber(name: string, found: IpAddress[]): boolean {
  return found[0] !== undefined && (name.includes(':') || found[0].address === name)
}

/** The text and the properties are those of Node's DNSException for getaddrinfo; EAI_NONAME is -3008 in libuv. */
function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname,
  })
}
