import type { Host } from '../../host/host.js'

/**
 * What may leave a network, as people write it: `registry.example.com:443`, `10.0.0.0/8`, `udp://192.0.2.1:123`,
 * `tcp://[2001:db8::]/32:8000-9000`, `*.example.com`, `in://127.0.0.1:3000`, `unix:/var/run/docker.sock`.
 */
export type Rule = string | RuleOfHost

/** A rule for one host alone. */
export interface RuleOfHost {
  to: string
  /** The host, or its name; it may be made later. */
  from: Host | string
}

/** The rules of one place. They are asked in the order in which they stand: the first list first. */
export interface RuleLists {
  /** What may leave the network, such as `['registry.example.com:443']`. Default: nothing. */
  allow?: readonly Rule[]
  /** What may not, although a rule that comes later allows it. */
  deny?: readonly Rule[]
}

export type RuleAction = 'allow' | 'deny'

/** A rule in its parts. */
export interface ParsedRule {
  action: RuleAction
  /** As it was written. */
  text: string
  /** Lower case; no name: every host. */
  from?: string
  protocol: 'any' | 'tcp' | 'udp' | 'unix'
  isInbound: boolean
  lowPort: number
  highPort: number
  /** One of these must match. */
  targets: readonly RuleTarget[]
}

/** A name (which may begin with `*.`, or is a path), or else a subnet. */
export interface RuleTarget {
  name?: string
  /** 16 bytes; those of IPv4 are mapped (RFC 4291, section 2.5.5.2). */
  address: Buffer
  /** Of the 128 bits. */
  prefixLength: number
}
