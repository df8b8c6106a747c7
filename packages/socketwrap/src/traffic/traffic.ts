import type {
  Flow,
  JournalEvent,
  JournalProblem,
  LadderOptions,
  PcapngOptions,
  SnapshotOptions,
} from '@socketwrap/capture'
import { fromWriteError } from './capture-error.js'
import { capture } from './capture-package.js'
import { checkPcapOptions } from './check-pcap.js'
import { checkTextOptions } from './check-text.js'
import { commentWith } from './comment-with.js'

export interface NamedHost {
  name: string
  addresses: readonly string[]
}

export interface TrafficPcapOptions extends Omit<PcapngOptions, 'hosts' | 'isLive' | 'tlsKeys'> {
  tlsKeys?: string | Buffer
}

/** What crossed a network up to one moment. It stays what it is, also when the network goes on or ends. */
export class Traffic {
  /** Connections and conversations of UDP and UDP-Lite, in the order in which they began. */
  readonly flows: readonly Flow[]
  /** What is missing or damaged in the recording; empty when it is whole. */
  readonly problems: readonly JournalProblem[]
  readonly #events: readonly JournalEvent[]
  readonly #hosts: readonly NamedHost[]
  readonly #tlsKeys: readonly string[]

  /** @internal */
  constructor(parts: {
    flows: readonly Flow[]
    problems: readonly JournalProblem[]
    events: readonly JournalEvent[]
    hosts: readonly NamedHost[]
    tlsKeys: readonly string[]
  }) {
    this.flows = parts.flows
    this.problems = parts.problems
    this.#events = parts.events
    this.#hosts = parts.hosts
    this.#tlsKeys = parts.tlsKeys
  }

  /**
   * Text to look at and to compare: without times, process ids, and ports that were given by chance.
   *
   * @throws SocketwrapError BAD_OPTION
   */
  toString(options: Omit<SnapshotOptions, 'hosts'> = {}): string {
    checkTextOptions('traffic.toString', options)
    return capture().formatSnapshot(this.flows, { ...options, hosts: this.#hosts })
  }

  /** A picture of the last exchanges between hosts; empty when nothing was said. */
  ladder(options: Omit<LadderOptions, 'hosts'> = {}): string {
    return capture().formatLadder(this.flows, { ...options, hosts: this.#hosts })
  }

  /**
   * Writes the packets for Wireshark: pcapng with the TLS keys that were recorded, or classic pcap, which has no place
   * for keys, when the name ends in `.pcap`.
   *
   * @param options `comment`, which is followed by what is missing; `mtu` for the largest packet in bytes (576 to 65535,
   *   default 1500); `tlsKeys`, what a program wrote that has an SSLKEYLOGFILE of its own
   * @throws SocketwrapError CAPTURE_UNWRITABLE, BAD_OPTION
   */
  async writePcap(file: string, options: TrafficPcapOptions = {}): Promise<void> {
    checkPcapOptions(file, options)
    const { writePcap, writePcapng } = capture()
    const write = file.endsWith('.pcap') ? writePcap : writePcapng
    const tlsKeys = () => [...this.#tlsKeys, options.tlsKeys ?? '']
    try {
      const comment = commentWith(options.comment, this.problems)
      await write(this.#events, file, { ...options, comment, hosts: this.#hosts, tlsKeys })
    } catch (error) {
      throw fromWriteError(error, file)
    }
  }
}
