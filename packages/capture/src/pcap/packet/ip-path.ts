import { parseIpAddress } from './ip-address.js'

/** Protocol numbers as IANA gives them. */
export const ipProtocol = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58, udplite: 136 } as const

/** The way of packets from one endpoint to another: what stays the same in all their headers. */
export interface IpPath {
  readonly version: 4 | 6
  readonly source: Uint8Array
  readonly destination: Uint8Array
  readonly sourcePort: number
  readonly destinationPort: number
  /** Length of the IP header: 20 or 40. */
  readonly headerLength: number
}

interface Place {
  address: string
  port: number
}

/** If only one end is IPv4, an IPv6 socket talks to it, and its own address is shown as IPv4 too. */
export function createIpPath(from: Place, to: Place): IpPath {
  let source = parseIpAddress(from.address)
  let destination = parseIpAddress(to.address)
  if (source.length !== destination.length) {
    if (source.length === 16) source = source.subarray(12)
    else destination = destination.subarray(12)
  }
  const version = source.length === 4 ? 4 : 6
  const headerLength = version === 4 ? 20 : 40
  return { version, source, destination, sourcePort: from.port, destinationPort: to.port, headerLength }
}

export function reversePath(path: IpPath): IpPath {
  return {
    ...path,
    source: path.destination,
    destination: path.source,
    sourcePort: path.destinationPort,
    destinationPort: path.sourcePort,
  }
}
