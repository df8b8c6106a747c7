import {
  type Flow,
  formatSnapshot,
  type JournalEvent,
  type JournalProblem,
  type PcapngOptions,
  type SnapshotOptions,
  writePcap,
  writePcapng,
} from '@socketwrap/capture'

export interface NamedHost {
  name: string
  addresses: readonly string[]
}

/** What crossed a network up to one moment. It stays what it is, also when the network goes on or ends. */
export class Traffic {
  /** Connections and UDP conversations, in the order in which they began. */
  readonly flows: readonly Flow[]
  /** What is missing or damaged in the recording; empty when it is whole. */
  readonly problems: readonly JournalProblem[]
  readonly #events: readonly JournalEvent[]
  readonly #hosts: readonly NamedHost[]

  /** @internal */
  constructor(parts: {
    flows: readonly Flow[]
    problems: readonly JournalProblem[]
    events: readonly JournalEvent[]
    hosts: readonly NamedHost[]
  }) {
    this.flows = parts.flows
    this.problems = parts.problems
    this.#events = parts.events
    this.#hosts = parts.hosts
  }

  /** Text to look at and to compare: without times, process ids, and ports that were given by chance. */
  toString(options: Omit<SnapshotOptions, 'hosts'> = {}): string {
    return formatSnapshot(this.flows, { ...options, hosts: this.#hosts })
  }

  /**
   * Writes the packets for Wireshark: pcapng, or classic pcap when the name ends in `.pcap`.
   *
   * @param options `comment`, and `mtu` for the largest packet in bytes (default 1500)
   */
  async writePcap(file: string, options: Omit<PcapngOptions, 'hosts' | 'isLive'> = {}): Promise<void> {
    const write = file.endsWith('.pcap') ? writePcap : writePcapng
    await write(this.#events, file, { ...options, hosts: this.#hosts })
  }
}
