import { ipProtocol } from '../packet/ip-path.js'

/** Where an IP packet has what in its memory. It is whole, as far as it was captured. */
export interface IpPacket {
  bytes: Buffer
  /** The source's address, and right behind it the destination's. */
  addressesAt: number
  addressLength: 4 | 16
  protocol: number
  /** What follows the IP headers. */
  payloadAt: number
  /** Behind the last byte that was captured. */
  payloadEnd: number
  /** How long the payload was. */
  payloadLength: number
}

const extension = { hopByHop: 0, routing: 43, fragment: 44, destination: 60 } as const

/**
 * Reads the headers of an IP packet; undefined when it is none, or a fragment.
 *
 * @param at where it begins in the bytes; they end with it
 */
export function decodeIp(bytes: Buffer, at: number): IpPacket | undefined {
  const version = (bytes[at] ?? 0) >> 4
  if (version === 4 && bytes.length - at >= 20) return decodeIpv4(bytes, at)
  if (version === 6 && bytes.length - at >= 40) return decodeIpv6(bytes, at)
  return undefined
}

function decodeIpv4(bytes: Buffer, at: number): IpPacket | undefined {
  const headerLength = ((bytes[at] ?? 0) & 0x0f) * 4
  // A network card that cuts segments itself leaves the length to be filled in.
  const total = bytes.readUInt16BE(at + 2) || bytes.length - at
  const isFragment = (bytes.readUInt16BE(at + 6) & 0x3fff) !== 0
  if (headerLength < 20 || total < headerLength || isFragment) return undefined
  return {
    bytes,
    addressesAt: at + 12,
    addressLength: 4,
    protocol: bytes[at + 9] ?? 0,
    payloadAt: Math.min(bytes.length, at + headerLength),
    payloadEnd: Math.min(bytes.length, at + total),
    payloadLength: total - headerLength,
  }
}

function decodeIpv6(bytes: Buffer, at: number): IpPacket | undefined {
  const length = bytes.readUInt16BE(at + 4)
  const end = length === 0 ? bytes.length : at + 40 + length
  let protocol = bytes[at + 6] ?? 0
  let payloadAt = at + 40
  while (isExtension(protocol)) {
    if (payloadAt + 8 > Math.min(end, bytes.length)) return undefined
    if (protocol === extension.fragment && (bytes.readUInt16BE(payloadAt + 2) & 0xfff9) !== 0) return undefined
    const next = payloadAt + (protocol === extension.fragment ? 8 : 8 * ((bytes[payloadAt + 1] ?? 0) + 1))
    protocol = bytes[payloadAt] ?? 0
    payloadAt = next
  }
  if (payloadAt > end) return undefined
  return {
    bytes,
    addressesAt: at + 8,
    addressLength: 16,
    protocol,
    payloadAt: Math.min(bytes.length, payloadAt),
    payloadEnd: Math.min(bytes.length, end),
    payloadLength: end - payloadAt,
  }
}

function isExtension(protocol: number): boolean {
  if (protocol === ipProtocol.tcp || protocol === ipProtocol.udp || protocol === ipProtocol.udplite) return false
  return Object.values<number>(extension).includes(protocol)
}
