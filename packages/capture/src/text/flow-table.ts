import type { Flow } from '../types.js'
import { describeSide } from './flow-title.js'
import type { KnownHost } from './known-hosts.js'
import { padToWidth, textWidth } from './text-width.js'

export interface FlowTableOptions {
  /** The network's hosts, to tell an address of a host's own from one that the test plays. */
  hosts?: readonly KnownHost[]
}

const header = ['BEGIN', 'CLIENT', 'SERVER', 'PORT', 'SENT', 'RECEIVED', 'TIME', 'OUTCOME']
const alignedRight = new Set(['BEGIN', 'SENT', 'RECEIVED', 'TIME'])

/** A table of flows in the order in which they began, for a terminal. Begin counts from the first one. */
export function formatFlowTable(flows: readonly Flow[], { hosts }: FlowTableOptions = {}): string {
  const sorted = [...flows].sort((left, right) => Number(left.beginNs - right.beginNs))
  const firstNs = sorted[0]?.beginNs ?? 0n
  const rows = [header, ...sorted.map((flow) => describeRow(flow, firstNs, hosts))]
  const widths = header.map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ''))))
  return rows
    .map((row) =>
      row
        .map((cell, column) => align(cell, widths[column] ?? 0, header[column] ?? ''))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function describeRow(flow: Flow, firstNs: bigint, hosts?: readonly KnownHost[]): string[] {
  return [
    formatDuration(flow.beginNs - firstNs),
    describeSide(flow.client, hosts),
    describeSide(flow.server, hosts),
    `${flow.protocol} ${flow.server.port}`,
    formatSize(flow.sentBytes),
    formatSize(flow.receivedBytes),
    formatDuration(flow.endNs - flow.beginNs),
    describeOutcome(flow),
  ]
}

function describeOutcome({ outcome, endings, lostBytes }: Flow): string {
  const reset = outcome === 'reset' ? endings.find(({ kind }) => kind === 'reset') : undefined
  const how = reset ? `reset by the ${reset.side}` : outcome
  return lostBytes > 0 ? `${how}, ${formatSize(lostBytes)} not kept` : how
}

function align(cell: string, width: number, name: string): string {
  return alignedRight.has(name) ? cell.padStart(width) : padToWidth(cell, width)
}

/** In units of 1000, with three digits. */
function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3))
  return `${threeDigits(bytes / 1000 ** power)} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`
}

function formatDuration(ns: bigint): string {
  const ms = Number(ns) / 1e6
  return ms < 10_000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(1)} s`
}

function threeDigits(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)
}
