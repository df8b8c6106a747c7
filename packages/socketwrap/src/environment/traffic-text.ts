import type { SnapshotOptions } from '@socketwrap/capture'
import { checkOptions } from '../network/check-options.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { Traffic } from '../traffic/traffic.js'

/** Options of the matchers for traffic, the same in Jest and Vitest. */
export type TrafficSnapshotOptions = Omit<SnapshotOptions, 'hosts'>

/**
 * The text that a matcher compares.
 *
 * @param matcher its name, for messages
 * @throws SocketwrapError BAD_OPTION, when it is not traffic too
 */
export function textOfTraffic(matcher: string, received: unknown, options?: TrafficSnapshotOptions): string {
  if (!isTraffic(received))
    throw new SocketwrapError('BAD_OPTION', `${matcher} compares what network.traffic() gives, and got something else.`)
  checkOptions(matcher, options, {
    redact: ['a list of regular expressions and functions', isRedact],
    redactHeaders: ['true or false', (value) => typeof value === 'boolean'],
    maxBytes: ['a number of bytes, 1 or more', (value) => Number.isInteger(value) && Number(value) > 0],
  })
  return received.toString(options)
}

/** What tests hand over may come from another copy of this package. */
function isTraffic(value: unknown): value is Traffic {
  return typeof value === 'object' && value !== null && 'flows' in value && Array.isArray(value.flows)
}

/** In a Jest sandbox a regular expression is of another realm. */
function isRedact(value: unknown): boolean {
  const isRule = (rule: unknown) =>
    typeof rule === 'function' || Object.prototype.toString.call(rule) === '[object RegExp]'
  return Array.isArray(value) && value.every(isRule)
}
