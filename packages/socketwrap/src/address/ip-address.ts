import { BlockList, isIP, SocketAddress } from 'node:net'
import { describeValue } from '../errors/describe-value.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'

export interface IpAddress {
  family: 4 | 6
  /** The canonical text form (RFC 5952 for IPv6). */
  address: string
}

/** Gives the address in its canonical form, or undefined when the text is none. Zone ids (`%eth0`) are none. */
export function parseAddress(text: string): IpAddress | undefined {
  const family = isIP(text)
  if (family === 4) return { family, address: text }
  if (family !== 6 || text.includes('%')) return undefined
  return { family: 6, address: new SocketAddress({ address: text, family: 'ipv6' }).address }
}

/**
 * Gives the canonical form of an address that a host can have.
 *
 * @param option name of the option, for the message
 * @throws SocketwrapError BAD_ADDRESS
 */
export function parseHostAddress(text: unknown, option: string): string {
  const address = typeof text === 'string' ? parseAddress(text) : undefined
  if (!address) throw badAddress(text, option, 'it is not an IPv4 or IPv6 address')
  const reason = whyNotAHostAddress(address)
  if (reason) throw badAddress(text, option, reason)
  return address.address
}

const reserved: [reason: string, list: BlockList][] = [
  ['it means "all addresses" or "this network"', subnets(['0.0.0.0', 8, 'ipv4'], ['::', 128, 'ipv6'])],
  ['each host has its own loopback already', subnets(['127.0.0.0', 8, 'ipv4'], ['::1', 128, 'ipv6'])],
  ['it is a multicast address', subnets(['224.0.0.0', 4, 'ipv4'], ['ff00::', 8, 'ipv6'])],
  ['it is the broadcast address', subnets(['255.255.255.255', 32, 'ipv4'])],
]
const mapped = subnets(['::ffff:0:0', 96, 'ipv6'])

function whyNotAHostAddress({ address, family }: IpAddress): string | undefined {
  const type = family === 4 ? 'ipv4' : 'ipv6'
  // BlockList compares a mapped address with the IPv4 rules too, so this comes first.
  if (family === 6 && mapped.check(address, type)) return 'an IPv4-mapped address belongs to the IPv4 address inside it'
  return reserved.find(([, list]) => list.check(address, type))?.[0]
}

function subnets(...nets: [net: string, prefix: number, type: 'ipv4' | 'ipv6'][]): BlockList {
  const list = new BlockList()
  for (const [net, prefix, type] of nets) list.addSubnet(net, prefix, type)
  return list
}

function badAddress(value: unknown, option: string, reason: string): SocketwrapError {
  return new SocketwrapError(
    'BAD_ADDRESS',
    `${option}: ${describeValue(value)} cannot be a host's address: ${reason}. Give an address such as '203.0.113.7' or '2001:db8::7'.`,
    { details: { option, value } },
  )
}
