import path from 'node:path'
import { expect } from 'vitest'
import type { Network } from 'socketwrap'
import { type FollowedStream, followStreams } from './follow-streams.js'
import { runTshark } from './tshark.js'

interface Inspection {
  file: string
  /** What tshark warns of, a text for each time. */
  warnings: string[]
  /** The protocols that tshark recognised, in the order in which they were met. */
  protocols: string[]
  /** Connections and UDP conversations, in the order in which they began, with the bytes that tshark followed. */
  tcp: FollowedStream[]
  udp: FollowedStream[]
}

/** tshark marks each RST by itself, in captures of a real network too. */
export const resetWarning = 'Connection reset (RST)'

/** Writes what the network has recorded so far into a file of the folder, and looks at that with tshark. */
export async function inspectTraffic(network: Network, folder: string): Promise<Inspection> {
  const file = path.join(folder, 'inspected.pcapng')
  const traffic = network.traffic()
  expect(traffic.problems).toEqual([])
  await traffic.writePcap(file)
  const inspection = inspectCapture(file)
  for (const protocol of ['tcp', 'udp'] as const) {
    const flows = traffic.flows.filter((flow) => flow.protocol === protocol)
    expect(flows.map(bytesOf)).toEqual(inspection[protocol].map(bytesOf))
  }
  return inspection
}

export function bytesOf({ sent, received }: { sent: Buffer; received: Buffer }): { sent: Buffer; received: Buffer } {
  return { sent, received }
}

function inspectCapture(file: string): Inspection {
  const packets = readPackets(file)
  const protocols = packets.flatMap(({ protocols: stack }) => stack.split(':').slice(2))
  const streams = followStreams(file, {
    tcp: countStreams(packets.map(({ tcpStream }) => tcpStream)),
    udp: countStreams(packets.map(({ udpStream }) => udpStream)),
  })
  return { file, warnings: packets.flatMap(warningsOf), protocols: [...new Set(protocols)], ...streams }
}

const columns = {
  severities: '_ws.expert.severity',
  messages: '_ws.expert.message',
  analysis: 'tcp.analysis.flags',
  malformed: '_ws.malformed',
  protocols: 'frame.protocols',
  tcpStream: 'tcp.stream',
  udpStream: 'udp.stream',
}

type Packet = Record<keyof typeof columns, string>

/** Between the values of a field that stands several times in a packet. */
const separator = '\u0001'

function readPackets(file: string): Packet[] {
  const fields = Object.values(columns).flatMap((field) => ['-e', field])
  const output = runTshark(file, '-T', 'fields', '-E', `aggregator=${separator}`, ...fields)
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const values = line.split('\t')
      return Object.fromEntries(Object.keys(columns).map((name, column) => [name, values[column]])) as Packet
    })
}

function warningsOf({ severities, messages, analysis, malformed, protocols }: Packet): string[] {
  const texts = messages.split(separator)
  const isWarning = (severity: string) => Number(severity) >= 0x600000
  const warnings = severities.split(separator).flatMap((severity, at) => (isWarning(severity) ? (texts[at] ?? '') : []))
  if (analysis) warnings.push('the analysis of TCP has found something')
  if (malformed) warnings.push(`malformed: ${protocols}`)
  return warnings
}

function countStreams(numbers: string[]): number {
  // The packet that an ICMP message quotes has a stream, too.
  return new Set(numbers.flatMap((each) => each.split(separator)).filter(Boolean)).size
}
