import { ipProtocol } from '../packet/ip-path.js'
import { decodeIp, type IpPacket } from './decode-ip.js'

/** What an ICMP error says: the packet that did not arrive, and why. */
export interface Unreachable {
  what: 'port' | 'network'
  ip: IpPacket
  protocol: 'tcp' | 'udp'
  sourcePort: number
  destinationPort: number
}

/** Type and code of ICMP (RFC 792) and ICMPv6 (RFC 4443). */
const codes: Record<number, Record<number, Unreachable['what']>> = {
  [ipProtocol.icmp]: { 0x0300: 'network', 0x0301: 'network', 0x0303: 'port' },
  [ipProtocol.icmpv6]: { 0x0100: 'network', 0x0103: 'network', 0x0104: 'port' },
}

/** Reads an ICMP error of an unreachable port or network; undefined when it is something else. */
export function decodeUnreachable({ protocol, payload }: IpPacket): Unreachable | undefined {
  if (payload.length < 8) return undefined
  const what = codes[protocol]?.[payload.readUInt16BE(0)]
  const ip = what && decodeIp(payload.subarray(8))
  if (!ip || ip.payload.length < 4) return undefined
  const inner = ip.protocol === ipProtocol.tcp ? 'tcp' : ip.protocol === ipProtocol.udp ? 'udp' : undefined
  if (!inner) return undefined
  return {
    what,
    ip,
    protocol: inner,
    sourcePort: ip.payload.readUInt16BE(0),
    destinationPort: ip.payload.readUInt16BE(2),
  }
}
