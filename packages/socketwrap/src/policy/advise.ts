import { isIP } from 'node:net'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { parseHostName } from '../host/host-name.js'

/** What someone wanted and did not get, as in a notice. */
export interface Wanted {
  /** Empty: a name was looked up. */
  protocol: string
  /** `198.51.100.9:443`, `name:443`, the path of a unix socket, or a name. */
  destination: string
  /** The name that it was called by; may be empty. */
  name: string
  /** It was to listen there. */
  isInbound?: boolean
}

/** The lines with which a test allows or fakes it. */
export function adviseTest(wanted: Wanted): string[] {
  const rule = suggestRule(wanted)
  if (isCall(wanted)) return ['no rule allows it: a network carries TCP, UDP and UDP-Lite']
  const allow = rule === undefined ? [] : [`allow it: allow: ['${rule}']`]
  return [...allow, ...suggestFake(wanted).map((line) => `fake it:  ${line}`)]
}

/** The rule that would have let it out; undefined for what no rule lets out, such as UDP-Lite. */
export function suggestRule(wanted: Wanted): string | undefined {
  const { protocol, destination, name, isInbound } = wanted
  if (protocol === 'udplite' || isCall(wanted)) return undefined
  if (isLookup(wanted)) return destination
  if (protocol === 'unix') return `unix:${destination}`
  const port = /:\d+$/.exec(destination)?.[0] ?? ''
  const scheme = isInbound ? `in+${protocol}://` : protocol === 'udp' ? 'udp://' : ''
  return `${scheme}${name === '' ? destination : `${name}${port}`}`
}

const carried: readonly string[] = ['tcp', 'udp', 'udplite', 'unix', '']

/** It was refused as a whole; the destination is the call. */
export function isCall({ protocol }: Pick<Wanted, 'protocol'>): boolean {
  return !carried.includes(protocol)
}

export function isLookup({ protocol, destination, name }: Wanted): boolean {
  return protocol === '' && destination === name
}

/** The lines that would make the destination a part of the network. */
function suggestFake(wanted: Wanted): string[] {
  const { protocol, destination, name, isInbound } = wanted
  if (protocol === 'unix' || isInbound) return []
  const address = destination.replace(/:\d+$/, '').replace(/^\[(.+)\]$/, '$1')
  if (isIP(address)) return [`await network.host('${isHostName(name) ? name : 'remote'}', { ip: '${address}' })`]
  if (name === '') return []
  return [isHostName(name) ? `await network.host('${name}')` : `network.dns({ '${name}': '203.0.113.1' })`]
}

function isHostName(name: string): boolean {
  try {
    return parseHostName(name) !== ''
  } catch (error) {
    if (error instanceof SocketwrapError) return false
    throw error
  }
}
