import type { BytesView } from '../../types.js'
import type { Frame } from './frame.js'
import { type IpPath, ipProtocol } from './ip-path.js'

export const udpHeaderLength = 8

/** What differs between datagrams of UDP and of UDP-Lite. */
export interface DatagramKind {
  protocol: 'udp' | 'udplite'
  /** UDP-Lite (RFC 3828): how many bytes the checksum covers, from the header on; 0 or none: all of them. */
  coverage?: number | undefined
}

/**
 * Builds a datagram as one packet, whatever its size: up to 65,507 bytes in IPv4 and 65,527 in IPv6.
 *
 * @param payload null when the bytes are lost: then the packet is cut behind its headers
 */
export function buildUdpDatagram(
  frame: Frame,
  path: IpPath,
  { protocol, coverage = 0 }: DatagramKind,
  payload: BytesView | null,
  length: number,
): void {
  const { view } = frame
  const at = path.headerLength
  const isLite = protocol === 'udplite'
  frame.beginIp(path, ipProtocol[protocol], udpHeaderLength + length)
  view.setUint16(at, path.sourcePort)
  view.setUint16(at + 2, path.destinationPort)
  view.setUint16(at + 4, isLite ? coverage : udpHeaderLength + length)
  view.setUint16(at + 6, payload === null && isLite ? unknownChecksum : 0)
  if (payload === null) return frame.keepOnly(at + udpHeaderLength)
  payload.bytes.copy(frame.bytes, at + udpHeaderLength, payload.begin, payload.end)
  frame.setTransportChecksum(path, ipProtocol[protocol], at + 6, coverage === 0 ? undefined : coverage)
}

/** In UDP-Lite, zero is not allowed. */
const unknownChecksum = 0xffff
