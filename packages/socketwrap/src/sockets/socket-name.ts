import { SocketAddress } from 'node:net'
import type { Protocol } from '@socketwrap/capture'
import type { Endpoint } from '../address/endpoint.js'

/**
 * What the name of one of a network's unix sockets says. The shim names them, in the abstract namespace:
 *
 *     sw<id>.<l|u|v><4|6|d>.<host>.<slot>.<address>.<port>    a TCP (l), UDP (u) or UDP-Lite (v) socket that has a port
 *     sw<id>.c.<host>.<address><port>.<address><port>         a TCP client: its own and the remote end
 *
 * `id` is the network's, 12 hexadecimal digits; `host` is the host's index and a port is a number, 4 digits each;
 * an address has 8 or 32 digits, or is `-` for all addresses; `d` is an IPv6 socket that serves IPv4 too.
 */
export interface SocketName {
  networkId: string
  protocol: Protocol
  hostIndex: number
  local: Endpoint
  /** Only a TCP client's name tells the other end. */
  remote?: Endpoint
}

const bound =
  /^sw([0-9a-f]{12})\.([luv])([46d])\.([0-9a-f]{4})\.[0-9a-f]+\.(-|[0-9a-f]{8}|[0-9a-f]{32})\.([0-9a-f]{4})$/i
const client = /^sw([0-9a-f]{12})\.c\.([0-9a-f]{4})\.([0-9a-f]{12}|[0-9a-f]{36})\.([0-9a-f]{12}|[0-9a-f]{36})$/i

/** Gives undefined for a name that is not one of ours. */
export function parseSocketName(name: string): SocketName | undefined {
  const b = bound.exec(name)
  if (b) {
    const [, networkId = '', kind, family, host = '', address = '', port = ''] = b
    const protocol = kind === 'u' ? 'udp' : kind === 'v' ? 'udplite' : 'tcp'
    return {
      networkId,
      protocol,
      hostIndex: hex(host),
      local: { address: decodeAddress(address, family), port: hex(port) },
    }
  }
  const c = client.exec(name)
  if (!c) return undefined
  const [, networkId = '', host = '', local = '', remote = ''] = c
  return {
    networkId,
    protocol: 'tcp',
    hostIndex: hex(host),
    local: decodeEndpoint(local),
    remote: decodeEndpoint(remote),
  }
}

function decodeEndpoint(digits: string): Endpoint {
  return { address: decodeAddress(digits.slice(0, -4)), port: hex(digits.slice(-4)) }
}

function decodeAddress(digits: string, family = ''): string {
  if (digits === '-') return family === '4' ? '0.0.0.0' : '::'
  if (digits.length === 8) return (digits.match(/../g) ?? []).map(hex).join('.')
  const groups = (digits.match(/..../g) ?? []).join(':')
  return new SocketAddress({ address: groups, family: 'ipv6' }).address
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16)
}
