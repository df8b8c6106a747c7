import type { SnapshotOptions } from '@socketwrap/capture'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { checkTextOptions } from '../traffic/check-text.js'
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
  checkTextOptions(matcher, options)
  return received.toString(options)
}

/** What tests hand over may come from another copy of this package. */
function isTraffic(value: unknown): value is Traffic {
  return typeof value === 'object' && value !== null && 'flows' in value && Array.isArray(value.flows)
}
