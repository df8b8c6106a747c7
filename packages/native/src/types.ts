/** A host of a network. Index 0 is the test host. */
export interface HostRecord {
  index: number
  name: string
  /** In text form, IPv4 first. */
  addresses: string[]
}

/** A process that has used the network. */
export interface ProcessRecord {
  pid: number
  host: string
  program: string
  /** Milliseconds since the epoch. */
  startedAt: number
  alive: boolean
}

/** Something that a person wants to know when a test fails. */
export interface Notice {
  /** Counts from 1, in the order in which the notices were given. */
  sequence: number
  timeMs: number
  /** `refused`: nobody listens there. `blocked`: the policy does not let it out. `unsupported`: the shim could not keep
   * it inside, and did not let it happen. */
  kind: 'refused' | 'blocked' | 'unsupported'
  pid: number
  host: string
  program: string
  /** The program with its arguments, spaces between them, cut after 159 bytes. */
  command: string
  /** Empty for a name that was not found and for a program that could not be started. */
  protocol: 'tcp' | 'udp' | 'udplite' | 'icmp' | 'raw' | 'packet' | 'unix' | 'io_uring' | 'other' | ''
  /** `10.0.0.9:80`, `[fd00::2]:80`, the path of a unix socket or of a file, or the call that was not supported. */
  destination: string
  /** The name that gave the destination's address last on this network, or that was not found; else empty. */
  name: string
  /** The id of the policy's rule that denied it; -1: what no rule allows is closed. */
  rule: number
  /** The name, such as `ECONNREFUSED`. */
  errno: string
  reason: string
}

/** Whether a program can be put on a network, and how. */
export interface ProgramInspection {
  supported: boolean
  /** `preload`: libc's calls are hooked. `supervise`: its system calls are answered. */
  via: 'preload' | 'supervise' | 'none'
  kind: 'glibc' | 'script' | 'static' | 'go' | 'musl' | 'setuid' | 'foreign' | 'not-executable'
  /** Why it cannot be preloaded; else empty. */
  reason: string
  path: string
}

/** What the network says of a name to the programs on a host. */
export interface NameAnswer {
  /** `failed`: a server would say SERVFAIL or the like. `silent`: it would never answer. `outside`: nothing on the
   * network has the name, and the policy lets it be looked up outside. */
  result: 'found' | 'no-data' | 'not-found' | 'failed' | 'silent' | 'outside'
  /** In the order in which they should be tried. */
  addresses: string[]
  /** How long the answer takes. */
  delayMs: number
  /** It is `not-found`, or `no-data` for a name above others, and not because the test has said so. */
  isUnknown: boolean
}

/** What the policy of a network says. */
export interface Verdict {
  isAllowed: boolean
  /** The id of the rule that decided; -1: none, so it is closed. */
  rule: number
}

/** A network whose shared file this process has mapped. */
export interface NativeNetwork {
  readonly directory: string
  /** Twelve hexadecimal digits; the prefix of the names of the network's unix sockets. */
  readonly id: string
  /**
   * @param addresses none: the next free IPv4 and IPv6 address
   * @throws an Error whose `code` is ADDRESS_IN_USE, HOST_EXISTS, BAD_NAME, BAD_ADDRESS or
   *   NETWORK_FULL
   */
  addHost(name: string, addresses: string[]): HostRecord
  /** A silent host answers nobody, and nobody hears it; its own loopback works. */
  setSilent(index: number, isSilent: boolean): void
  /** Frees the host's name and addresses. */
  removeHost(index: number): void
  /** Processes that come to the network from now on keep a journal with up to this much payload each,
   * in whole MiB, below `directory`/journal (docs/journal.md), and their TLS keys if they are wanted.
   * Throws CANNOT_RECORD. */
  record(capacityMiB: number, keepsTlsKeys?: boolean): void
  /** Replaces the names that every process of the network sees, at once. Throws TABLE_TOO_LARGE, CANNOT_PUBLISH. */
  publishNames(table: Buffer): void
  /** Replaces the policy that every process of the network follows, at once. Throws the same. */
  publishPolicy(table: Buffer): void
  /** @param family 4, 6, or 0 for both */
  lookup(host: number, name: string, family: number): NameAnswer
  /** The name of an address; undefined when it has none. */
  reverse(host: number, address: string): string | undefined
  /** What the policy says of a connection or datagram of the host; inbound: of a socket that listens there. */
  decide(host: number, protocol: 'tcp' | 'udp', isInbound: boolean, address: string, port: number): Verdict
  /** What it says of the addresses that a name gives; with port 0, whether the name may be looked up at all. */
  decideName(host: number, protocol: 'tcp' | 'udp', name: string, port: number): Verdict
  /** What it says of a unix socket. */
  decidePath(host: number, path: string): Verdict
  /** The index of the host that has the address, as the host sees it; undefined: it is outside of the network. */
  ownerOf(host: number, address: string): number | undefined
  /** Leaves a notice that the host looked up a name that nobody has. */
  noteUnknown(host: number, name: string): void
  /** Keeps that a name was looked up outside and gave an address, for rules that have names. */
  rememberLookup(host: number, name: string, address: string): void
  hosts(): HostRecord[]
  processes(): ProcessRecord[]
  /** The notices after the one with this sequence number, or all that are kept. */
  notices(after?: number): Notice[]
  /** Unmaps the network. Every thread must have left it. */
  close(): void
}
