import { ipProtocol } from '../packet/ip-path.js'
import type { IpPacket } from './decode-ip.js'

export interface TransportPacket {
  protocol: 'tcp' | 'udp'
  sourcePort: number
  destinationPort: number
  /** As far as it was captured. */
  payload: Buffer
  /** How long it was. */
  length: number
  /** Of TCP only; zero in UDP. */
  sequence: number
  flags: number
}

/** Reads the header of TCP or UDP; undefined when it is something else, or not all there. */
export function decodeTransport({ protocol, payload, payloadLength }: IpPacket): TransportPacket | undefined {
  if (payload.length < 8 || payloadLength < 8) return undefined
  const ports = { sourcePort: payload.readUInt16BE(0), destinationPort: payload.readUInt16BE(2) }
  if (protocol === ipProtocol.udp) {
    const length = Math.max(8, Math.min(payload.readUInt16BE(4) || payloadLength, payloadLength))
    return {
      ...ports,
      protocol: 'udp',
      payload: payload.subarray(8, length),
      length: length - 8,
      sequence: 0,
      flags: 0,
    }
  }
  if (protocol !== ipProtocol.tcp || payload.length < 14) return undefined
  const headerLength = ((payload[12] ?? 0) >> 4) * 4
  if (headerLength < 20 || headerLength > payloadLength) return undefined
  return {
    ...ports,
    protocol: 'tcp',
    payload: payload.subarray(headerLength),
    length: payloadLength - headerLength,
    sequence: payload.readUInt32BE(4),
    flags: payload[13] ?? 0,
  }
}
