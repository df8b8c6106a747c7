import { formatMapped } from '../../address/mapped-address.js'
import { failAt } from '../rules/bad-rule.js'
import { parseText } from '../rules/parse-rule.js'

/** One thing that a program can want outside: exactly one of address, name and path. */
export interface Destination {
  protocol: 'tcp' | 'udp'
  isInbound: boolean
  port: number
  address?: string
  name?: string
  path?: string
}

/**
 * Reads what is written like a rule, but is about one destination: `example.com:443`, `udp://192.0.2.1:123`,
 * `in://127.0.0.1:3000`, `unix:/run/a.sock`.
 *
 * @throws SocketwrapError BAD_RULE
 */
export function parseDestination(text: string): Destination {
  const fail = failAt('explain', text, 'a destination')
  if (typeof text !== 'string') throw fail('it is not a text')
  const { protocol, isInbound, lowPort, highPort, targets } = parseText(text, fail)
  const [target] = targets
  if (!target || (target.name ?? '').includes('*')) throw fail('it is about many, and not about one')
  if (protocol === 'unix') return { protocol: 'tcp', isInbound, port: 0, path: target.name }
  const common = { protocol: protocol === 'any' ? ('tcp' as const) : protocol, isInbound, port: lowPort }
  if (lowPort !== highPort) throw fail('the port is missing')
  if (target.name !== undefined) return { ...common, name: target.name }
  if (target.prefixLength < 128) throw fail('it is a subnet, and not an address')
  return { ...common, address: formatMapped(target.address) }
}
