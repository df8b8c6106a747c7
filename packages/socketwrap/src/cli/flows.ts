import { statSync } from 'node:fs'
import { type Flow, formatFlowTable, formatLadder, readFlows } from '@socketwrap/capture'
import { fromCaptureError } from '../traffic/capture-error.js'
import { takeTraffic } from '../traffic/take-traffic.js'
import type { NamedHost } from '../traffic/traffic.js'
import { recordedHosts } from './recorded-hosts.js'
import { warn } from './warn.js'

/**
 * Shows what a network recorded, or what is in a pcap or pcapng file: a line for each flow, and the last exchanges
 * between the hosts. Of what is damaged, everything up to the damage is shown.
 */
export async function flows(source: string): Promise<number> {
  if (statSync(source, { throwIfNoEntry: false })?.isFile()) return showFile(source)
  const hosts = recordedHosts(source)
  const traffic = takeTraffic(source, hosts)
  show(traffic.flows, hosts)
  warn(traffic.problems)
  return 0
}

async function showFile(file: string): Promise<number> {
  const found: Flow[] = []
  try {
    for await (const flow of readFlows(file)) found.push(flow)
  } catch (error) {
    if (found.length > 0) show(found, [])
    throw fromCaptureError(error, file)
  }
  show(found, [])
  return 0
}

function show(shown: readonly Flow[], hosts: readonly NamedHost[]): void {
  const width = process.stdout.columns ?? 100
  const parts = [formatFlowTable(shown, { hosts }), formatLadder(shown, { hosts, width })]
  console.log(shown.length === 0 ? 'No traffic was recorded.' : parts.filter(Boolean).join('\n\n'))
}
