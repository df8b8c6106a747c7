import type { Frame } from './frame.js'
import { type IpPath, ipProtocol } from './ip-path.js'

export const tcpFlag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const

export const tcpHeaderLength = 20

/** The window's unit is 2^7 bytes after the handshake (RFC 7323). */
const windowScale = 7
const synOptionsLength = 12

export interface TcpFields {
  sequence: number
  /** Ignored without the flag `ack`. */
  acknowledgement: number
  flags: number
}

/**
 * Builds a segment.
 *
 * @param payload some memory, or null when the bytes are lost: then the packet is cut behind its headers
 * @param begin where the segment's bytes begin in it
 */
export function buildTcpSegment(
  frame: Frame,
  path: IpPath,
  fields: TcpFields,
  payload: Buffer | null,
  begin: number,
  end: number,
): void {
  const { view } = frame
  const isSyn = (fields.flags & tcpFlag.syn) !== 0
  const headerLength = tcpHeaderLength + (isSyn ? synOptionsLength : 0)
  const length = end - begin
  frame.beginIp(path, ipProtocol.tcp, headerLength + length)
  const at = path.headerLength
  view.setUint16(at, path.sourcePort)
  view.setUint16(at + 2, path.destinationPort)
  view.setUint32(at + 4, fields.sequence)
  view.setUint32(at + 8, (fields.flags & tcpFlag.ack) === 0 ? 0 : fields.acknowledgement)
  view.setUint16(at + 12, (headerLength << 10) | fields.flags)
  view.setUint16(at + 14, (fields.flags & tcpFlag.rst) === 0 ? 0xffff : 0)
  view.setUint32(at + 16, 0)
  if (length > 0 && payload) payload.copy(frame.bytes, at + headerLength, begin, end)
  else if (length > 0) return frame.keepOnly(at + headerLength)
  frame.setTransportChecksum(path, ipProtocol.tcp, at + 16)
}

/** Builds a SYN, or a SYN/ACK, with the options that say what the segments will be like. */
export function buildTcpSyn(frame: Frame, path: IpPath, fields: TcpFields, maximumSegment: number): void {
  const options = path.headerLength + tcpHeaderLength
  frame.view.setUint32(options, (0x0204 << 16) | maximumSegment)
  // Selective acknowledgements permitted; two bytes of padding; then padding and the window's scale.
  frame.view.setUint32(options + 4, 0x04020101)
  frame.view.setUint32(options + 8, 0x01030300 | windowScale)
  buildTcpSegment(frame, path, fields, null, 0, 0)
}
