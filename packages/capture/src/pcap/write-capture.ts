import { describeUnrecorded } from '../flow/unrecorded-bytes.js'
import { inBatches } from '../journal/event-batches.js'
import type { JournalEvent, JournalProblem } from '../types.js'
import { ByteSink } from './format/byte-sink.js'
import { PcapWriter } from './format/pcap-writer.js'
import { PcapngWriter, type SectionDescription } from './format/pcapng-writer.js'
import { PacketRenderer } from './render/packet-renderer.js'
import type { PacketWriter } from './render/packet-writer.js'
import { SeenHosts } from './seen-hosts.js'
import { writeChunks } from './write-chunks.js'

type Events = AsyncIterable<JournalEvent> | Iterable<JournalEvent>

export interface CapturedHost {
  name: string
  addresses: readonly string[]
}

export interface PcapOptions {
  /** Largest IP packet of a TCP connection, in bytes: 576 to 65535; 1500 when it is not given. */
  mtu?: number
  /** Hosts of the network. Others are added as they are met. */
  hosts?: readonly CapturedHost[]
  /** Told at the end when bytes were received that nobody recorded as sent. */
  onProblem?: (problem: JournalProblem) => void
}

export interface PcapngOptions extends PcapOptions, SectionDescription {
  /**
   * TLS keys in the format of SSLKEYLOGFILE, for Wireshark to show the plaintext. A function is asked when there is the
   * first event, and in a live view before each one, for the keys that are new.
   */
  tlsKeys?: string | Buffer | (() => Iterable<string | Buffer>)
  /**
   * For a live view: what there is goes out after each event. Otherwise it goes out by the megabyte.
   */
  isLive?: boolean
}

/**
 * Renders events as a pcapng file, piece by piece: memory does not grow with the traffic.
 *
 * @throws {RangeError} when the MTU is out of range
 */
export function renderPcapng(events: Events, options: PcapngOptions = {}): AsyncGenerator<Buffer> {
  return renderPcapngInto(new ByteSink(), events, options)
}

/** Renders events as a classic pcap file, for old tools: packets and their times, nothing else. */
export function renderPcap(events: Events, options: PcapOptions = {}): AsyncGenerator<Buffer> {
  return renderPcapInto(new ByteSink(), events, options)
}

/** Writes a pcapng file, or to a stream. */
export async function writePcapng(
  events: Events,
  to: string | NodeJS.WritableStream,
  options: PcapngOptions = {},
): Promise<void> {
  const sink = new ByteSink()
  await writeChunks(renderPcapngInto(sink, events, options), to, sink)
}

/** Writes a classic pcap file, or to a stream. */
export async function writePcap(
  events: Events,
  to: string | NodeJS.WritableStream,
  options: PcapOptions = {},
): Promise<void> {
  const sink = new ByteSink()
  await writeChunks(renderPcapInto(sink, events, options), to, sink)
}

async function* renderPcapngInto(sink: ByteSink, events: Events, options: PcapngOptions): AsyncGenerator<Buffer> {
  const writer = new PcapngWriter(sink, options)
  const hosts = new SeenHosts(writer, options.hosts ?? [])
  const { tlsKeys } = options
  if (typeof tlsKeys !== 'function') writer.writeTlsKeys(tlsKeys ?? '')
  yield* renderPackets(events, sink, writer, hosts, options, function* () {
    if (typeof tlsKeys !== 'function') return
    for (const keys of tlsKeys()) {
      writer.writeTlsKeys(keys)
      yield* sink.takeFull()
    }
  })
}

async function* renderPcapInto(sink: ByteSink, events: Events, options: PcapOptions): AsyncGenerator<Buffer> {
  const hosts = new SeenHosts(undefined, options.hosts ?? [])
  yield* renderPackets(events, sink, new PcapWriter(sink), hosts, options)
}

async function* renderPackets(
  events: Events,
  sink: ByteSink,
  writer: PacketWriter,
  hosts: SeenHosts,
  { mtu = 1500, isLive = false, onProblem }: PcapngOptions,
  beginEvent?: () => Iterable<Buffer>,
): AsyncGenerator<Buffer> {
  if (!Number.isInteger(mtu) || mtu < 576 || mtu > 65_535) throw new RangeError(`mtu is ${mtu}; it may be 576 to 65535`)
  const renderer = new PacketRenderer(writer, { mtu, addressOf: (host, family) => hosts.addressOf(host, family) })
  if (isLive) yield* sink.takeAll()
  let isFirst = true
  for await (const batch of inBatches(events)) {
    for (const event of batch) {
      if (beginEvent && (isLive || isFirst)) yield* beginEvent()
      isFirst = false
      hosts.see(event)
      for (let hasMore = renderer.render(event); ; hasMore = renderer.renderMore()) {
        if (isLive) yield* sink.takeAll()
        else if (sink.hasFull) yield* sink.takeFull()
        if (!hasMore) break
      }
    }
  }
  renderer.finish()
  if (onProblem) describeUnrecorded(renderer.unrecordedBytes).forEach(onProblem)
  yield* sink.takeAll()
}
