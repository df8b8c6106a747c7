import { formatFlowTable, formatLadder } from '@socketwrap/capture'
import { takeTraffic } from '../traffic/take-traffic.js'
import { recordedHosts } from './recorded-hosts.js'
import { warn } from './warn.js'

/** Shows what a network recorded: a line for each flow, and the last exchanges between the hosts. */
export function flows(directory: string): number {
  const hosts = recordedHosts(directory)
  const traffic = takeTraffic(directory, hosts)
  const width = process.stdout.columns ?? 100
  const parts = [formatFlowTable(traffic.flows, { hosts }), formatLadder(traffic.flows, { hosts, width })]
  console.log(traffic.flows.length === 0 ? 'No traffic was recorded.' : parts.filter(Boolean).join('\n\n'))
  warn(traffic.problems)
  return 0
}
