import type { Host, Network } from 'socketwrap'

/** A host of one family for each, so that there is no doubt which address its name gave. */
export const namedHosts = [
  { family: 'IPv4', ip: '203.0.113.80', inUrl: '203.0.113.80' },
  { family: 'IPv6', ip: '2001:db8::80', inUrl: '[2001:db8::80]' },
]

/** The address of the test host that a peer of this family sees. */
export function callerOf(network: Network, host: Host): string {
  return host.ip ? network.testHost.ip : network.testHost.ip6
}
