import type { BytesView } from '../../types.js'
import type { Frame } from './frame.js'
import { type IpPath, ipProtocol } from './ip-path.js'

export const udpHeaderLength = 8

/**
 * Builds a datagram as one packet, whatever its size: up to 65,507 bytes in IPv4 and 65,527 in IPv6.
 *
 * @param payload null when the bytes are lost: then the packet is cut behind its headers
 */
export function buildUdpDatagram(frame: Frame, path: IpPath, payload: BytesView | null, length: number): void {
  const { view } = frame
  const at = path.headerLength
  frame.beginIp(path, ipProtocol.udp, udpHeaderLength + length)
  view.setUint16(at, path.sourcePort)
  view.setUint16(at + 2, path.destinationPort)
  view.setUint16(at + 4, udpHeaderLength + length)
  view.setUint16(at + 6, 0)
  if (payload === null) return frame.keepOnly(at + udpHeaderLength)
  payload.bytes.copy(frame.bytes, at + udpHeaderLength, payload.begin, payload.end)
  frame.setTransportChecksum(path, ipProtocol.udp, at + 6)
}
