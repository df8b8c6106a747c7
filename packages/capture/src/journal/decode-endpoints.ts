import type { Endpoint, Protocol } from '../types.js'
import { formatAddress } from './format-address.js'
import { endpointsSize, unknownHost } from './layout.js'

/** The name of the host with this index and address at this time. */
export type NameHost = (index: number | undefined, address: string, timeNs: bigint) => string

export interface Endpoints {
  protocol: Protocol
  role: 'client' | 'server'
  local: Endpoint
  remote: Endpoint
}

/** As IANA numbers them. */
const protocols: Partial<Record<number, Protocol>> = { 17: 'udp', 136: 'udplite' }

/** So many texts, and so many pairs of endpoints, are remembered. */
const mostRemembered = 4096

/** Reads the endpoints in the records of one process. */
export class EndpointsDecoder {
  private readonly addresses = new Map<string, string>()
  private readonly pairs = new Map<string, Endpoints>()

  constructor(private readonly nameHost: NameHost) {}

  decode(bytes: Buffer, at: number, timeNs: bigint): Endpoints {
    const own = bytes.readUInt16LE(at + 2)
    const peer = bytes.readUInt16LE(at + 4)
    const endpoint = (host: number, addressAt: number, portAt: number): Endpoint => {
      const address = this.textOf(bytes.toString('latin1', at + addressAt, at + addressAt + 16))
      return { address, port: bytes.readUInt16LE(at + portAt), host: this.nameOf(host, own, address, timeNs) }
    }
    return {
      protocol: protocols[bytes[at] ?? 0] ?? 'tcp',
      role: bytes[at + 1] === 1 ? 'server' : 'client',
      local: endpoint(own, 8, 40),
      remote: endpoint(peer, 24, 42),
    }
  }

  /** The same, for records that say the same again and again: as long as it is the same, it is the same object. */
  recall(bytes: Buffer, at: number, timeNs: bigint): Endpoints {
    const key = bytes.toString('latin1', at, at + endpointsSize)
    const known = this.pairs.get(key)
    if (known && this.isNamed(known, bytes, at, timeNs)) return known
    const made = this.decode(bytes, at, timeNs)
    if (this.pairs.size >= mostRemembered) this.pairs.clear()
    this.pairs.set(key, made)
    return made
  }

  /** Hosts come and go. */
  private isNamed({ local, remote }: Endpoints, bytes: Buffer, at: number, timeNs: bigint): boolean {
    const own = bytes.readUInt16LE(at + 2)
    const peer = bytes.readUInt16LE(at + 4)
    return (
      this.nameOf(own, own, local.address, timeNs) === local.host &&
      this.nameOf(peer, own, remote.address, timeNs) === remote.host
    )
  }

  /** A host's loopback leads to itself. */
  private nameOf(host: number, own: number, address: string, timeNs: bigint): string {
    return this.nameHost(host !== unknownHost ? host : isLoopback(address) ? own : undefined, address, timeNs)
  }

  private textOf(latin1: string): string {
    let text = this.addresses.get(latin1)
    if (text !== undefined) return text
    if (this.addresses.size >= mostRemembered) this.addresses.clear()
    text = formatAddress(Buffer.from(latin1, 'latin1'))
    this.addresses.set(latin1, text)
    return text
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
