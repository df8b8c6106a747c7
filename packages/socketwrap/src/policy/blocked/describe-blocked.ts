import { SocketwrapError } from '../../errors/socketwrap-error.js'
import { parseHostName } from '../../host/host-name.js'
import type { BlockedAttempt } from './blocked-attempt.js'

/** Says who tried what, in one line, and below it what a person can do about it. */
export function describeBlocked(attempt: BlockedAttempt): string {
  const { program, command, pid, rule, stack } = attempt
  const hasArguments = pid !== process.pid && command !== '' && command !== program
  const details = [
    ...(hasArguments ? [`command: ${command.replace(/^\S*\//, '')}`] : []),
    ...(rule ? [`because of: deny '${rule.text}' (${rule.place})`] : [`allow it: allow: ['${suggestRule(attempt)}']`]),
    ...suggestFake(attempt).map((line) => `fake it:  ${line}`),
    // Runners look for lines with `at` to find the stack of an error.
    ...(stack === undefined ? [] : stack.split('\n').map((frame) => frame.replace(/^\s+at /, 'by '))),
  ]
  return [describeAttempt(attempt), ...details.map((line) => `  ${line}`)].join('\n')
}

/** The same without advice. */
export function describeAttempt(attempt: BlockedAttempt): string {
  const { host, program, pid, protocol, destination, name, errno, reason, times } = attempt
  const who = `${host}: ${program} (pid ${pid})`
  const often = times === 1 ? '' : ` (${times} times)`
  const why = `${errno}${reason ? `, ${reason}` : ''}${often}`
  if (isLookup(attempt)) return `${who} could not look up ${destination}: ${why}`
  return `${who} blocked to ${protocol} ${destination}${name === '' ? '' : ` (${name})`}: ${why}`
}

function isLookup({ protocol, destination, name }: BlockedAttempt): boolean {
  return protocol === '' && destination === name
}

/** The rule that would have let it out. */
export function suggestRule(attempt: BlockedAttempt): string {
  const { protocol, destination, name } = attempt
  if (isLookup(attempt)) return destination
  if (protocol === 'unix') return `unix:${destination}`
  const port = /:\d+$/.exec(destination)?.[0] ?? ''
  return `${protocol === 'udp' ? 'udp://' : ''}${name === '' ? destination : `${name}${port}`}`
}

/** The lines that would make the destination a part of the network. */
function suggestFake(attempt: BlockedAttempt): string[] {
  const { protocol, destination, name } = attempt
  const [, bracketed, plain] = /^(?:\[(.+)\]|([^:]+)):\d+$/.exec(destination) ?? []
  const address = bracketed ?? plain
  if (isLookup(attempt)) {
    return [isHostName(name) ? `await network.host('${name}')` : `network.dns({ '${name}': '203.0.113.1' })`]
  }
  if (protocol === 'unix' || address === undefined) return []
  return [`await network.host('${isHostName(name) ? name : 'remote'}', { ip: '${address}' })`]
}

function isHostName(name: string): boolean {
  try {
    return parseHostName(name) !== ''
  } catch (error) {
    if (error instanceof SocketwrapError) return false
    throw error
  }
}
