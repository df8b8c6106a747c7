import { ipProtocol } from '../packet/ip-path.js'

/** An IP packet that is whole, as far as it was captured. */
export interface IpPacket {
  source: Buffer
  destination: Buffer
  protocol: number
  /** What follows the IP headers, as far as it was captured. */
  payload: Buffer
  /** How long that was. */
  payloadLength: number
}

const extension = { hopByHop: 0, routing: 43, fragment: 44, destination: 60 } as const

/** Reads the headers of an IP packet; undefined when it is none, or a fragment. */
export function decodeIp(data: Buffer): IpPacket | undefined {
  const version = (data[0] ?? 0) >> 4
  if (version === 4 && data.length >= 20) return decodeIpv4(data)
  if (version === 6 && data.length >= 40) return decodeIpv6(data)
  return undefined
}

function decodeIpv4(data: Buffer): IpPacket | undefined {
  const headerLength = ((data[0] ?? 0) & 0x0f) * 4
  // A network card that cuts segments itself leaves the length to be filled in.
  const total = data.readUInt16BE(2) || data.length
  const isFragment = (data.readUInt16BE(6) & 0x3fff) !== 0
  if (headerLength < 20 || total < headerLength || isFragment) return undefined
  return {
    source: data.subarray(12, 16),
    destination: data.subarray(16, 20),
    protocol: data[9] ?? 0,
    payload: data.subarray(headerLength, total),
    payloadLength: total - headerLength,
  }
}

function decodeIpv6(data: Buffer): IpPacket | undefined {
  const length = data.readUInt16BE(4)
  const end = length === 0 ? data.length : 40 + length
  let protocol = data[6] ?? 0
  let at = 40
  while (isExtension(protocol)) {
    if (at + 8 > Math.min(end, data.length)) return undefined
    if (protocol === extension.fragment && (data.readUInt16BE(at + 2) & 0xfff9) !== 0) return undefined
    const next = at + (protocol === extension.fragment ? 8 : 8 * ((data[at + 1] ?? 0) + 1))
    protocol = data[at] ?? 0
    at = next
  }
  if (at > end) return undefined
  return {
    source: data.subarray(8, 24),
    destination: data.subarray(24, 40),
    protocol,
    payload: data.subarray(at, end),
    payloadLength: end - at,
  }
}

function isExtension(protocol: number): boolean {
  if (protocol === ipProtocol.tcp || protocol === ipProtocol.udp) return false
  return Object.values<number>(extension).includes(protocol)
}
