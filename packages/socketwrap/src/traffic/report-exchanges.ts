import { formatLadder } from '@socketwrap/capture'
import { takeTraffic } from './take-traffic.js'
import type { NamedHost } from './traffic.js'

const shownExchanges = 10

/** The last exchanges as a picture, for a report; none when nothing was said. */
export function reportExchanges(directory: string, hosts: readonly NamedHost[]): string[] {
  try {
    const ladder = formatLadder(takeTraffic(directory, hosts).flows, { hosts, last: shownExchanges })
    return ladder === '' ? [] : ['Last exchanges:', ladder.replaceAll(/^/gm, '  ')]
  } catch {
    // A report is for an error of its own, which must not be lost for this one.
    return []
  }
}
