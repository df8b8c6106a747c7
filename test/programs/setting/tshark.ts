import { execFileSync } from 'node:child_process'
import { findProgram } from './find-program.js'

/** A port whose bytes are not to be taken for any protocol, as random ones are now and then. */
export const opaquePort = 40_999

/** Checksums are not looked at unless asked. */
const settings = ['ip', 'tcp', 'udp', 'udplite'].flatMap((protocol) => ['-o', `${protocol}.check_checksum:TRUE`])
settings.push('-d', `tcp.port==${opaquePort},data`, '-d', `udp.port==${opaquePort},data`)

/** Runs tshark on a file; it never captures. */
export function runTshark(file: string, ...args: string[]): string {
  const command = [...settings, '-n', '-r', file, ...args]
  return execFileSync(findProgram('tshark') ?? 'tshark', command, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 << 20,
  })
}

/** Fields of the packets that match a display filter: a row for each, one column for each field. */
export function readFields(file: string, filter: string, ...fields: string[]): string[][] {
  const output = runTshark(file, '-Y', filter, '-T', 'fields', ...fields.flatMap((field) => ['-e', field]))
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t'))
}

/** What tshark finds wrong, a line for each packet; nothing when all is well. A reset is a warning of its own. */
export function findComplaints(file: string): string[] {
  const filter = [
    '(_ws.expert.severity >= 0x600000 && !tcp.connection.rst)',
    '_ws.malformed',
    '_ws.short',
    'tcp.analysis.flags',
    ...['ip', 'tcp', 'udp', 'icmp', 'icmpv6'].map((protocol) => `${protocol}.checksum.status == 0`),
    '(tcp.checksum.status == 2 || udp.checksum.status == 2) && !icmp && !icmpv6',
  ]
  return runTshark(file, '-Y', filter.map((part) => `(${part})`).join(' || '))
    .split('\n')
    .slice(0, -1)
}

/** What both sides of a connection said inside TLS, as tshark follows it. */
export function followTls(file: string, stream: number): string {
  const lines = runTshark(file, '-q', '-z', `follow,tls,raw,${stream}`).split('\n')
  const hex = lines.map((line) => line.trim()).filter((line) => /^([0-9a-f]{2})+$/.test(line))
  return Buffer.from(hex.join(''), 'hex').toString()
}

/** The bytes of a stream, as tshark follows it. */
export function followStream(
  file: string,
  protocol: 'tcp' | 'udp',
  stream: number,
): { sent: Buffer; received: Buffer } {
  const lines = runTshark(file, '-q', '-z', `follow,${protocol},raw,${stream}`).split('\n')
  const isHex = (line: string) => /^\t?([0-9a-f]{2})+$/.test(line)
  const join = (part: string[]) => Buffer.from(part.map((line) => line.trim()).join(''), 'hex')
  return {
    sent: join(lines.filter((line) => isHex(line) && !line.startsWith('\t'))),
    received: join(lines.filter((line) => isHex(line) && line.startsWith('\t'))),
  }
}
