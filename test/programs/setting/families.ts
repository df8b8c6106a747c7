import type { Host } from 'socketwrap'

/** Both address families: a name for titles, the host's address, and the address as a URL has it. */
export const families = [
  { family: 'IPv4', addressOf: (host: Host) => host.ip, inUrl: (host: Host) => host.ip, wildcard: '0.0.0.0' },
  { family: 'IPv6', addressOf: (host: Host) => host.ip6, inUrl: (host: Host) => `[${host.ip6}]`, wildcard: '::' },
]
