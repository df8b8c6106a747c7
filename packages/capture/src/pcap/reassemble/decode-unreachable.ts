import { ipProtocol } from '../packet/ip-path.js'
import { decodeIp, type IpPacket } from './decode-ip.js'

/** What an ICMP error says: the packet that did not arrive, and why. */
export interface Unreachable {
  what: 'port' | 'network'
  ip: IpPacket
}

/** Type and code of ICMP (RFC 792) and ICMPv6 (RFC 4443). */
const codes: Record<number, Record<number, Unreachable['what']>> = {
  [ipProtocol.icmp]: { 0x0300: 'network', 0x0301: 'network', 0x0303: 'port' },
  [ipProtocol.icmpv6]: { 0x0100: 'network', 0x0103: 'network', 0x0104: 'port' },
}

const carried = new Set<number>([ipProtocol.tcp, ipProtocol.udp, ipProtocol.udplite])

/** Reads an ICMP error of an unreachable port or network; undefined when it is something else. */
export function decodeUnreachable({ protocol, bytes, payloadAt, payloadEnd }: IpPacket): Unreachable | undefined {
  if (payloadEnd - payloadAt < 8) return undefined
  const what = codes[protocol]?.[bytes.readUInt16BE(payloadAt)]
  const ip = what && decodeIp(bytes.subarray(0, payloadEnd), payloadAt + 8)
  if (!ip || ip.payloadEnd - ip.payloadAt < 4) return undefined
  return carried.has(ip.protocol) ? { what, ip } : undefined
}
