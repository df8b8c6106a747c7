import { parseAddress } from '../../address/ip-address.js'
import { formatMapped, mapAddress } from '../../address/mapped-address.js'
import type { SocketwrapError } from '../../errors/socketwrap-error.js'
import { parseDnsName } from '../../names/records/dns-name.js'
import type { Fail } from './bad-rule.js'
import type { RuleTarget } from './rule.js'

const anyAddress: RuleTarget = { address: Buffer.alloc(16), prefixLength: 0 }

/**
 * @param text an address, a name or `*`, without brackets and ports
 * @param prefix what stands behind the slash
 */
export function parseTarget(text: string, prefix: string | undefined, fail: Fail): RuleTarget[] {
  const address = parseAddress(text)
  if (address) return [parseSubnet(address.address, prefix, fail)]
  if (prefix !== undefined)
    throw fail(`"/${prefix}" stands behind an address only, and "${text}" is none; a rule has no path`)
  // Looking a name up is the first way out, so the rule is about names too.
  if (text === '*') return [nameTarget('*'), anyAddress]
  if (text.toLowerCase() === 'localhost') return ['127.0.0.1', '::1'].map((one) => parseSubnet(one, undefined, fail))
  if (/^[\d.]+$/.test(text)) throw fail(`"${text}" is not an IPv4 address`)
  return [nameTarget(parseName(text, fail))]
}

function parseSubnet(address: string, prefix: string | undefined, fail: Fail): RuleTarget {
  const bytes = mapAddress(address)
  const longest = address.includes(':') ? 128 : 32
  const length = prefix === undefined ? longest : parsePrefix(prefix, longest, fail)
  const prefixLength = 128 - longest + length
  const first = clearAfter(bytes, prefixLength)
  if (!first.equals(bytes))
    throw fail(
      `the subnet /${length} of ${address} begins at ${formatMapped(first)}: write ${formatMapped(first)}/${length}`,
    )
  return { address: bytes, prefixLength }
}

function parsePrefix(text: string, longest: number, fail: Fail): number {
  const length = /^\d{1,3}$/.test(text) ? Number(text) : Infinity
  if (length > longest) throw fail(`the prefix length "${text}" is not a whole number from 0 to ${longest}`)
  return length
}

/** The first address of the subnet. */
function clearAfter(bytes: Buffer, length: number): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte & (0xff00 >> Math.min(Math.max(length - index * 8, 0), 8))))
}

function parseName(text: string, fail: Fail): string {
  try {
    return parseDnsName(text, 'rule', true)
  } catch (error) {
    const { reason } = (error as SocketwrapError).details
    throw fail(`"${text}" is neither an address nor a name: ${String(reason)}`)
  }
}

export function nameTarget(name: string): RuleTarget {
  return { ...anyAddress, name }
}
