import type { FlowSide } from '../../types.js'
import type { CapturedPacket } from '../format/capture-item.js'
import { formatIpAddress } from '../packet/ip-address.js'
import { ipProtocol } from '../packet/ip-path.js'
import { tcpFlag } from '../packet/tcp-segment.js'
import { ProcessComments } from '../process-comment.js'
import { CapturedFlow } from './captured-flow.js'
import { noteProcesses } from './conversation.js'
import { keyOfPacket, reverseKey } from './conversation-keys.js'
import { ConversationTable, type Entry } from './conversation-table.js'
import { decodeIp, type IpPacket } from './decode-ip.js'
import { decodeTransport, type TransportPacket } from './decode-transport.js'
import { decodeUnreachable } from './decode-unreachable.js'
import { findIpHeader, unknownLink } from './find-ip.js'
import { TcpConversation } from './tcp-conversation.js'
import { UdpConversation } from './udp-conversation.js'

/** A conversation without a packet for so long is over. */
const longestSilenceNs = { tcp: 3600_000_000_000n, udp: 120_000_000_000n, udplite: 120_000_000_000n }

/** Sorts packets into conversations and gives their flows, each as soon as it is over. */
export class FlowReassembler {
  /** Names of addresses. More may be added at any time. */
  readonly names = new Map<string, string>()
  /** Link types that were met and are not known. */
  readonly unknownLinks = new Set<number>()
  readonly #conversations = new ConversationTable()
  readonly #comments = new ProcessComments()
  #flows: CapturedFlow[] = []
  #ipPackets = 0

  /** There were packets, and none could be looked into. */
  get isBlind(): boolean {
    return this.#ipPackets === 0 && this.unknownLinks.size > 0
  }

  add(packet: CapturedPacket): void {
    const at = findIpHeader(packet.linkType, packet.data)
    if (at === unknownLink) this.unknownLinks.add(packet.linkType)
    const ip = at === undefined || at < 0 ? undefined : decodeIp(packet.data, at)
    if (!ip) return
    this.#ipPackets += 1
    if (ip.protocol === ipProtocol.icmp || ip.protocol === ipProtocol.icmpv6) return this.#unreachable(ip)
    const transport = decodeTransport(ip)
    if (transport) this.#place(packet, ip, transport)
  }

  /** Those that were over since the last time. */
  takeFlows(): CapturedFlow[] {
    const flows = this.#flows
    this.#flows = []
    return flows
  }

  /** No more packets come: the others are over too. */
  finish(): void {
    for (let entry = this.#conversations.oldest; entry; entry = this.#conversations.oldest) this.#drop(entry)
  }

  #place(packet: CapturedPacket, ip: IpPacket, transport: TransportPacket): void {
    const { timeNs, comment } = packet
    const key = keyOfPacket(ip)
    let place = this.#conversations.find(key)
    if (place?.entry.conversation.isNewBeginning(transport, place.isFromClient)) {
      this.#drop(place.entry)
      place = undefined
    }
    place ??= this.#begin(key, ip, transport, timeNs)
    const { entry, isFromClient } = place
    this.#conversations.touch(entry, timeNs)
    const { conversation } = entry
    const wasOver = conversation.isOver
    const named = comment === undefined ? undefined : this.#comments.parse(comment)
    if (named) noteProcesses(conversation.flow, named)
    conversation.add(transport, timeNs, isFromClient)
    if (conversation.isOver && !wasOver) this.#flows.push(conversation.finish())
    this.#dropSilent(timeNs)
  }

  /** The one that sends a SYN is the client; of a conversation whose beginning is missing, the one with the higher port. */
  #begin(key: string, ip: IpPacket, transport: TransportPacket, timeNs: bigint) {
    const { protocol, sourcePort, destinationPort, flags } = transport
    const source = this.#endpoint(ip, 0, sourcePort)
    const destination = this.#endpoint(ip, ip.addressLength, destinationPort)
    const isSyn = (flags & tcpFlag.syn) !== 0
    const isFromServer = protocol === 'tcp' && (isSyn ? (flags & tcpFlag.ack) !== 0 : sourcePort < destinationPort)
    const [client, server] = isFromServer ? [destination, source] : [source, destination]
    const flow = new CapturedFlow(protocol, client, server, timeNs)
    const conversation = protocol === 'tcp' ? new TcpConversation(flow) : new UdpConversation(flow)
    const reverse = reverseKey(ip)
    return this.#conversations.insert(conversation, key, reverse, !isFromServer || key === reverse, timeNs)
  }

  #unreachable(ip: IpPacket): void {
    const failed = decodeUnreachable(ip)
    const place = failed && this.#conversations.find(keyOfPacket(failed.ip))
    if (!place || place.entry.conversation.isOver) return
    const { conversation } = place.entry
    conversation.fail(failed.what, place.isFromClient)
    if (conversation.isOver) this.#flows.push(conversation.finish())
  }

  #dropSilent(nowNs: bigint): void {
    for (;;) {
      const { oldest } = this.#conversations
      if (!oldest || nowNs - oldest.latestNs < longestSilenceNs[oldest.conversation.flow.protocol]) return
      this.#drop(oldest)
    }
  }

  #drop(entry: Entry): void {
    this.#conversations.remove(entry)
    const { conversation } = entry
    if (!conversation.isOver) this.#flows.push(conversation.finish())
  }

  #endpoint({ bytes, addressesAt, addressLength }: IpPacket, offset: number, port: number): FlowSide {
    const begin = addressesAt + offset
    const address = formatIpAddress(bytes.subarray(begin, begin + addressLength))
    return { address, port, host: this.names.get(address) ?? '' }
  }
}
