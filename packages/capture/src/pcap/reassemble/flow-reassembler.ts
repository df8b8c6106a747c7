import type { FlowSide } from '../../types.js'
import type { CapturedPacket } from '../format/capture-item.js'
import { formatIpAddress } from '../packet/ip-address.js'
import { ipProtocol } from '../packet/ip-path.js'
import { tcpFlag } from '../packet/tcp-segment.js'
import { parseProcesses } from '../process-comment.js'
import { CapturedFlow } from './captured-flow.js'
import { type Conversation, noteProcesses } from './conversation.js'
import { decodeIp, type IpPacket } from './decode-ip.js'
import { decodeTransport, type TransportPacket } from './decode-transport.js'
import { decodeUnreachable } from './decode-unreachable.js'
import { findIpHeader, unknownLink } from './find-ip.js'
import { TcpConversation } from './tcp-conversation.js'
import { UdpConversation } from './udp-conversation.js'

/** A conversation without a packet for so long is over. */
const longestSilenceNs = { tcp: 3600_000_000_000n, udp: 120_000_000_000n }

interface Entry {
  conversation: Conversation
  /** Address and port of the client, as they stand in packets. */
  clientKey: string
  latestNs: bigint
}

/** Sorts packets into conversations and gives their flows, each as soon as it is over. */
export class FlowReassembler {
  /** Names of addresses. More may be added at any time. */
  readonly names = new Map<string, string>()
  /** Link types that were met and are not known. */
  readonly unknownLinks = new Set<number>()
  /** In the order of the latest packet. */
  readonly #entries = new Map<string, Entry>()
  #ipPackets = 0

  /** There were packets, and none could be looked into. */
  get isBlind(): boolean {
    return this.#ipPackets === 0 && this.unknownLinks.size > 0
  }

  *add(packet: CapturedPacket): Generator<CapturedFlow> {
    const at = findIpHeader(packet.linkType, packet.data)
    if (at === unknownLink) this.unknownLinks.add(packet.linkType)
    const ip = at === undefined || at < 0 ? undefined : decodeIp(packet.data.subarray(at))
    if (!ip) return
    this.#ipPackets += 1
    if (ip.protocol === ipProtocol.icmp || ip.protocol === ipProtocol.icmpv6) yield* this.#unreachable(ip)
    const transport = decodeTransport(ip)
    if (transport) yield* this.#place(packet, ip, transport)
  }

  /** The flows that are not over yet. */
  *finish(): Generator<CapturedFlow> {
    for (const { conversation } of this.#entries.values()) if (!conversation.isOver) yield conversation.finish()
    this.#entries.clear()
  }

  *#place(packet: CapturedPacket, ip: IpPacket, transport: TransportPacket): Generator<CapturedFlow> {
    const { timeNs } = packet
    const { key, sourceKey } = keysOf(ip, transport)
    let entry = this.#entries.get(key)
    this.#entries.delete(key)
    if (entry?.conversation.isNewBeginning(transport, entry.clientKey === sourceKey)) {
      if (!entry.conversation.isOver) yield entry.conversation.finish()
      entry = undefined
    }
    entry ??= this.#begin(ip, transport, timeNs)
    // Taken out and put in again, it is the last one.
    this.#entries.set(key, entry)
    entry.latestNs = timeNs
    const { conversation } = entry
    const wasOver = conversation.isOver
    const named = packet.comment && parseProcesses(packet.comment)
    if (named) noteProcesses(conversation.flow, named)
    conversation.add(transport, timeNs, entry.clientKey === sourceKey)
    if (conversation.isOver && !wasOver) yield conversation.finish()
    yield* this.#dropSilent(timeNs)
  }

  /** The one that sends a SYN is the client; of a conversation whose beginning is missing, the one with the higher port. */
  #begin(ip: IpPacket, transport: TransportPacket, timeNs: bigint): Entry {
    const { protocol, sourcePort, destinationPort, flags } = transport
    const source = this.#endpoint(ip.source, sourcePort)
    const destination = this.#endpoint(ip.destination, destinationPort)
    const isSyn = (flags & tcpFlag.syn) !== 0
    const isFromServer = protocol === 'tcp' && (isSyn ? (flags & tcpFlag.ack) !== 0 : sourcePort < destinationPort)
    const [client, server] = isFromServer ? [destination, source] : [source, destination]
    const flow = new CapturedFlow(protocol, client, server, timeNs)
    const { sourceKey, destinationKey } = keysOf(ip, transport)
    return {
      conversation: protocol === 'tcp' ? new TcpConversation(flow) : new UdpConversation(flow),
      clientKey: isFromServer ? destinationKey : sourceKey,
      latestNs: timeNs,
    }
  }

  *#unreachable(ip: IpPacket): Generator<CapturedFlow> {
    const failed = decodeUnreachable(ip)
    if (!failed) return
    const { key, sourceKey } = keysOf(failed.ip, failed)
    const entry = this.#entries.get(key)
    if (!entry || entry.conversation.isOver) return
    entry.conversation.fail(failed.what, entry.clientKey === sourceKey)
    if (entry.conversation.isOver) yield entry.conversation.finish()
  }

  *#dropSilent(nowNs: bigint): Generator<CapturedFlow> {
    for (const [key, { conversation, latestNs }] of this.#entries) {
      if (nowNs - latestNs < longestSilenceNs[conversation.flow.protocol]) return
      this.#entries.delete(key)
      if (!conversation.isOver) yield conversation.finish()
    }
  }

  #endpoint(bytes: Buffer, port: number): FlowSide {
    const address = formatIpAddress(bytes)
    return { address, port, host: this.names.get(address) ?? '' }
  }
}

interface Ports {
  sourcePort: number
  destinationPort: number
  protocol: 'tcp' | 'udp'
}

function keysOf(ip: IpPacket, { sourcePort, destinationPort, protocol }: Ports) {
  const sourceKey = `${ip.source.toString('latin1')}:${sourcePort}`
  const destinationKey = `${ip.destination.toString('latin1')}:${destinationPort}`
  const ends = sourceKey < destinationKey ? `${sourceKey} ${destinationKey}` : `${destinationKey} ${sourceKey}`
  return { key: `${protocol} ${ends}`, sourceKey, destinationKey }
}
