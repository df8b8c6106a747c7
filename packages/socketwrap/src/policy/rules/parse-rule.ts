import { isIPv6 } from 'node:net'
import { parseHostName } from '../../host/host-name.js'
import { type Fail, failAt } from './bad-rule.js'
import { everyPort, parsePorts } from './parse-ports.js'
import { nameTarget, parseTarget } from './parse-target.js'
import type { ParsedRule, Rule, RuleAction } from './rule.js'

type Scheme = Pick<ParsedRule, 'protocol' | 'isInbound'>
type Parts = Omit<ParsedRule, 'action' | 'text' | 'from'>

const schemes: Record<string, Scheme> = {
  tcp: { protocol: 'tcp', isInbound: false },
  udp: { protocol: 'udp', isInbound: false },
  in: { protocol: 'any', isInbound: true },
  'in+tcp': { protocol: 'tcp', isInbound: true },
  'in+udp': { protocol: 'udp', isInbound: true },
}
const noScheme: Scheme = { protocol: 'any', isInbound: false }

/** One byte of a unix socket's path ends it (sun_path, see unix(7)). */
const longestPath = 107

/**
 * Checks a rule.
 *
 * @param where the list and the position in it, for the message
 * @throws SocketwrapError BAD_RULE, BAD_HOST_NAME
 */
export function parseRule(rule: Rule, action: RuleAction, where: string): ParsedRule {
  const fail = failAt(where, typeof rule === 'object' && rule !== null && 'to' in rule ? rule.to : rule)
  const { text, from } = splitObject(rule, fail)
  return { action, text, ...(from !== undefined && { from }), ...parseText(text, fail) }
}

function splitObject(rule: unknown, fail: Fail): { text: string; from?: string } {
  if (typeof rule === 'string') return { text: rule }
  if (Array.isArray(rule)) throw fail('it is a list; give each rule by itself')
  if (typeof rule !== 'object' || rule === null) throw fail("it is neither a text nor { to: 'TEXT', from: HOST }")
  const { to, from, ...others } = rule as { to?: unknown; from?: unknown }
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw fail(`an object has { to, from }, and "${unknown}" is neither`)
  if (typeof to !== 'string') throw fail('`to` is not a text')
  if (from === undefined) return { text: to }
  const isHost = typeof from === 'object' && from !== null && 'name' in from
  return { text: to, from: parseHostName(isHost ? from.name : from) }
}

/**
 * What stands in a rule:
 *
 *     [tcp:// | udp:// | in:// | in+tcp:// | in+udp://] (NAME | ADDRESS[/BITS] | *) [:PORT[-PORT]]
 *     unix:PATH
 *
 * An IPv6 address with a port stands in brackets.
 */
export function parseText(text: string, fail: Fail): Parts {
  if (text === '') throw fail('it is empty')
  if (text.startsWith('unix:')) return parseUnix(text.slice('unix:'.length), fail)
  if (/\s/.test(text)) throw fail('it has a space in it; give several rules as several texts')
  const end = text.indexOf('://')
  const scheme = end < 0 ? noScheme : parseScheme(text.slice(0, end), fail)
  const { target, prefix, ports } = split(end < 0 ? text : text.slice(end + 3), fail)
  const targets = parseTarget(target, prefix, fail)
  if (scheme.isInbound && target !== '*' && targets.some(({ name }) => name !== undefined))
    throw fail(`programs listen on addresses, and "${target}" is a name`)
  const kept = scheme.isInbound ? targets.filter(({ name }) => name === undefined) : targets
  return { ...scheme, ...parsePorts(ports, fail), targets: kept }
}

function parseScheme(name: string, fail: Fail): Scheme {
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined
  if (scheme) return scheme
  throw fail(
    `"${name}://" is none of ${Object.keys(schemes).join('://, ')}://; a rule without one is about TCP and UDP`,
  )
}

/** Of several colons none is before a port, unless the address stands in brackets. */
function split(text: string, fail: Fail): { target: string; prefix?: string; ports?: string } {
  const bracketed = /^\[([^\]]*)\](?:\/([^:]*))?(?::(.*))?$/.exec(text)
  if (bracketed && !bracketed[1]?.includes(':')) throw fail(`"${bracketed[1]}" in brackets is not an IPv6 address`)
  const plain =
    (text.match(/:/g) ?? []).length > 1 ? /^([^/[\]]*)(?:\/(.*))?$/ : /^([^/:[\]]*)(?:\/([^:]*))?(?::(.*))?$/
  const [, target, prefix, ports] = bracketed ?? plain.exec(text) ?? []
  if (target !== undefined && !bracketed && prefix === undefined) checkLastGroup(target, fail)
  if (target === undefined)
    throw fail(`"${text}" is no address or name with a port; brackets stand around an IPv6 address: [2001:db8::1]:443`)
  if (target === '') throw fail('the address or name is missing; * stands for all of them')
  return { target, prefix, ports }
}

/** `::1:443` is an address, and most who write it mean a port. */
function checkLastGroup(target: string, fail: Fail): void {
  const [, address = '', port] = /^(.+):([1-9]\d+)$/.exec(target) ?? []
  if (isIPv6(address) && isIPv6(target))
    throw fail(`its end can be a port: write [${address}]:${port}, or [${target}] when it is an address as a whole`)
}

/** `unix:///PATH` is how other programs write it. */
function parseUnix(written: string, fail: Fail): Parts {
  const path = written.replace(/^\/\/(?=\/)/, '')
  if (!/^[/@*]/.test(path)) throw fail(`the path "${path}" does not begin with / (or with @, for an abstract name)`)
  if (Buffer.byteLength(path) > longestPath) throw fail(`the path has more than ${longestPath} bytes`)
  return { protocol: 'unix', isInbound: false, ...everyPort, targets: [nameTarget(path)] }
}
