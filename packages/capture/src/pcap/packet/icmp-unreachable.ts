import type { Frame } from './frame.js'
import { type IpPath, ipProtocol } from './ip-path.js'

/** Type and code (RFC 792, RFC 4443). */
const messages = {
  port: { 4: 0x0303, 6: 0x0104 },
  network: { 4: 0x0300, 6: 0x0100 },
} as const

/** An ICMP error fits into the smallest packet that every network carries (RFC 1812, RFC 4443). */
const largestMessage = { 4: 576, 6: 1280 } as const

/**
 * Builds the ICMP error that answers the packet which is in the frame, with that packet's beginning inside.
 *
 * @param path from whoever reports the error to the sender of the packet
 */
export function buildUnreachable(frame: Frame, path: IpPath, what: keyof typeof messages): void {
  const { version, headerLength } = path
  const room = largestMessage[version] - headerLength - 8
  const quoted = Buffer.from(frame.bytes.subarray(0, Math.min(frame.capturedLength, room)))
  const protocol = version === 4 ? ipProtocol.icmp : ipProtocol.icmpv6
  frame.beginIp(path, protocol, 8 + quoted.length)
  frame.view.setUint16(headerLength, messages[what][version])
  frame.view.setUint16(headerLength + 2, 0)
  frame.view.setUint32(headerLength + 4, 0)
  quoted.copy(frame.bytes, headerLength + 8)
  if (version === 4) frame.setPlainChecksum(path, headerLength + 2)
  else frame.setTransportChecksum(path, protocol, headerLength + 2)
}
