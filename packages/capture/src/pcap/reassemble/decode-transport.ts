import type { Protocol } from '../../types.js'
import { ipProtocol } from '../packet/ip-path.js'
import type { IpPacket } from './decode-ip.js'

export interface TransportPacket {
  protocol: Protocol
  sourcePort: number
  destinationPort: number
  /** The payload is there in these bytes, as far as it was captured. */
  bytes: Buffer
  begin: number
  end: number
  /** How long the payload was. */
  length: number
  /** Of TCP only; zero in UDP and UDP-Lite. */
  sequence: number
  flags: number
}

/** Reads the header of TCP, UDP or UDP-Lite; undefined when it is something else, or not all there. */
export function decodeTransport(ip: IpPacket): TransportPacket | undefined {
  const { protocol, bytes, payloadAt: at, payloadEnd, payloadLength } = ip
  const captured = payloadEnd - at
  if (captured < 8 || payloadLength < 8) return undefined
  if (protocol === ipProtocol.udp) return decodeUdp(ip)
  if (protocol === ipProtocol.udplite) return decodeDatagram(ip, 'udplite', payloadLength)
  if (protocol !== ipProtocol.tcp || captured < 14) return undefined
  const headerLength = ((bytes[at + 12] ?? 0) >> 4) * 4
  if (headerLength < 20 || headerLength > payloadLength) return undefined
  return {
    protocol: 'tcp',
    sourcePort: bytes.readUInt16BE(at),
    destinationPort: bytes.readUInt16BE(at + 2),
    bytes,
    begin: Math.min(payloadEnd, at + headerLength),
    end: payloadEnd,
    length: payloadLength - headerLength,
    sequence: bytes.readUInt32BE(at + 4),
    flags: bytes[at + 13] ?? 0,
  }
}

function decodeUdp(ip: IpPacket): TransportPacket {
  const { bytes, payloadAt: at, payloadLength } = ip
  return decodeDatagram(ip, 'udp', Math.max(8, Math.min(bytes.readUInt16BE(at + 4) || payloadLength, payloadLength)))
}

/** Where UDP has its length, UDP-Lite has the coverage of its checksum. */
function decodeDatagram(
  { bytes, payloadAt: at, payloadEnd }: IpPacket,
  protocol: 'udp' | 'udplite',
  length: number,
): TransportPacket {
  return {
    protocol,
    sourcePort: bytes.readUInt16BE(at),
    destinationPort: bytes.readUInt16BE(at + 2),
    bytes,
    begin: at + 8,
    end: Math.min(payloadEnd, at + length),
    length: length - 8,
    sequence: 0,
    flags: 0,
  }
}
