import type { Direction, Flow, FlowSide } from '@socketwrap/capture'
import type { Traffic } from '../traffic/traffic.js'

const mostLines = 5

/**
 * Where and how much of what crossed the network is not in its recording, a line for each place; none when all of it
 * is there.
 *
 * @param limitMiB the option captureLimitMiB, which is one reason
 */
export function describeMissing({ flows, problems }: Pick<Traffic, 'flows' | 'problems'>, limitMiB: number): string[] {
  const losses = flows.filter(({ lostBytes }) => lostBytes > 0).flatMap(lossesOf)
  const lines = losses.slice(0, mostLines).map(describeLoss)
  const others = losses.slice(mostLines)
  if (others.length > 0) lines.push(`missing: ${sum(others, 'lostBytes')} bytes in ${others.length} more places`)
  if (losses.length > 0) lines.push(`(of each program, the last ${limitMiB} MiB are kept: captureLimitMiB)`)
  return [...lines, ...problems.filter(({ code }) => code !== 'PAYLOAD_LOST').map(({ message }) => message)]
}

/** What is missing of one direction of a flow. */
interface Loss {
  lostBytes: number
  bytes: number
  isBegin: boolean
  way: string
}

function lossesOf(flow: Flow): Loss[] {
  const client = nameOf(flow.client)
  const server = `${nameOf(flow.server)}:${flow.server.port}`
  return [
    ...lossOf(flow, 'sent', `from ${client} to ${server}`),
    ...lossOf(flow, 'received', `from ${server} to ${client}`),
  ]
}

function lossOf({ chunks }: Flow, direction: Direction, way: string): Loss[] {
  const pieces = chunks.filter((chunk) => chunk.direction === direction)
  const isLost = pieces.map(({ bytes }) => bytes === null)
  const lost = pieces.filter((_, index) => isLost[index])
  if (lost.length === 0) return []
  const isBegin = isLost.lastIndexOf(true) === lost.length - 1
  return [{ lostBytes: sum(lost, 'length'), bytes: sum(pieces, 'length'), isBegin, way }]
}

function describeLoss({ lostBytes, bytes, isBegin, way }: Loss): string {
  return `missing: ${isBegin ? 'the first ' : ''}${lostBytes} of ${bytes} bytes ${way}`
}

function sum<Key extends string>(all: readonly Record<Key, number>[], key: Key): number {
  return all.reduce((total, one) => total + one[key], 0)
}

function nameOf({ host, address }: FlowSide): string {
  return host || (address.includes(':') ? `[${address}]` : address)
}
