import { isIP } from 'node:net'
import { parseInternetNumber } from '../../address/internet-number.js'
import { describeValue } from '../../errors/describe-value.js'
import { SocketwrapError } from '../../errors/socketwrap-error.js'

/** Letters, digits, hyphens, and the underscore that names of services begin with (RFC 8552). */
const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
const longest = 253

/**
 * Gives a DNS name in lower case and without the dot at its end.
 *
 * @param what says where the name stands, for the message
 * @param mayBeWildcard whether the first label may be `*`
 * @throws SocketwrapError BAD_DNS_NAME
 */
export function parseDnsName(name: unknown, what: string, mayBeWildcard = false): string {
  if (typeof name !== 'string') throw badDnsName(name, what, 'it is not a string')
  const lower = name.toLowerCase().replace(/\.$/, '')
  if (lower === '') throw badDnsName(name, what, 'it is empty')
  if (lower.length > longest) throw badDnsName(name, what, `it is longer than ${longest} characters`)
  if (isIP(lower)) throw badDnsName(name, what, 'it is an address')
  const number = parseInternetNumber(lower)
  if (number !== undefined) throw badDnsName(name, what, `resolvers read it as the address ${number}`)
  const labels = lower.split('.')
  const plain = mayBeWildcard && labels[0] === '*' ? labels.slice(1) : labels
  if (plain.length === 0 || !plain.every((part) => label.test(part)))
    throw badDnsName(name, what, 'each part between dots is 1 to 63 letters, digits, hyphens or underscores')
  if (plain.at(-1) === 'localhost') throw badDnsName(name, what, 'every host has its own localhost already')
  return lower
}

export function badDnsName(name: unknown, what: string, reason: string): SocketwrapError {
  return new SocketwrapError(
    'BAD_DNS_NAME',
    `${what}: ${describeValue(name)} is not a DNS name: ${reason}. Give a name such as 'api.example.com'.`,
    { details: { name, reason } },
  )
}
