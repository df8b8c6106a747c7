import type { Paint } from '@socketwrap/capture'
import type { Traffic } from './traffic.js'

const shownExchanges = 10
/** A terminal has 80 columns, of which the runners and the report indent by some. */
const width = 74

/** The last exchanges as a picture, for a report; none when nothing was said. */
export function reportExchanges(traffic: Traffic, paint?: Paint): string[] {
  const ladder = traffic.ladder({ last: shownExchanges, ends: 'telling', width, ...(paint && { paint }) })
  return ladder === '' ? [] : ['Last exchanges:', ladder.replaceAll(/^(?!$)/gm, '  ')]
}
