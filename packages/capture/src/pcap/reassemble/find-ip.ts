import { linkType } from '../format/link-type.js'

const etherType = { ipv4: 0x0800, ipv6: 0x86dd, vlan: 0x8100, providerVlan: 0x88a8 } as const

/** Where the IP header of a packet begins; undefined when it carries something else, -1 when the link is unknown. */
export function findIpHeader(link: number, data: Buffer): number | undefined {
  switch (link) {
    case linkType.raw:
    case linkType.rawOfBsd:
    case linkType.rawOfOpenBsd:
    case linkType.ipv4:
    case linkType.ipv6:
      return 0
    // The family's number depends on the system; IP's version is in its own header.
    case linkType.null:
    case linkType.loop:
      return 4
    case linkType.ethernet:
      return afterEtherType(data, 12)
    case linkType.linuxSll:
      return afterEtherType(data, 14)
    case linkType.linuxSll2:
      return isIp(readType(data, 0)) ? 20 : undefined
    default:
      return unknownLink
  }
}

export const unknownLink = -1

function afterEtherType(data: Buffer, at: number): number | undefined {
  const type = readType(data, at)
  if (type === etherType.vlan || type === etherType.providerVlan) return afterEtherType(data, at + 4)
  return isIp(type) ? at + 2 : undefined
}

function isIp(type: number | undefined): boolean {
  return type === etherType.ipv4 || type === etherType.ipv6
}

function readType(data: Buffer, at: number): number | undefined {
  return at + 2 <= data.length ? data.readUInt16BE(at) : undefined
}
