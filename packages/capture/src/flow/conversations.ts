import type { AttemptEvent, DatagramEvent, FlowOutcome, FlowSide, JournalEvent, Protocol } from '../types.js'
import { PayloadChunk } from './chunk.js'
import { nameErrno } from '../name-errno.js'
import { endpointKey } from './connections.js'
import { RecordedFlow } from './recorded-flow.js'

const connectionRefused = -111

/** The conversations of UDP and UDP-Lite that were seen: all datagrams between two endpoints, in both directions. */
export class Conversations {
  private readonly byEndpoints = new Map<string, Conversation>()

  datagram(event: DatagramEvent): void {
    // Other errors mean that nothing was sent.
    if (event.result === 0 || event.result === connectionRefused) this.of(event).add(event)
  }

  attempt(event: AttemptEvent): void {
    this.of(event).fail(event)
  }

  get all(): Conversation[] {
    return [...this.byEndpoints.values()]
  }

  private of(event: DatagramEvent | AttemptEvent): Conversation {
    const key = conversationKey(event)
    let found = this.byEndpoints.get(key)
    if (!found) this.byEndpoints.set(key, (found = new Conversation(event)))
    return found
  }
}

/** The same in both directions. */
export function conversationKey({ protocol, local, remote }: DatagramEvent | AttemptEvent): string {
  return [protocol, ...[endpointKey(local), endpointKey(remote)].sort()].join(' ')
}

class Conversation {
  private readonly chunks: PayloadChunk[] = []
  private readonly events: JournalEvent[] = []
  private readonly protocol: Protocol
  private readonly client: FlowSide
  private readonly server: FlowSide
  private readonly beginNs: bigint
  private endNs: bigint
  private failure: { outcome: FlowOutcome; errno: string } | undefined

  constructor({ protocol, local, remote, process, timeNs }: DatagramEvent | AttemptEvent) {
    this.protocol = protocol
    this.client = { ...local, process }
    this.server = { ...remote }
    this.beginNs = timeNs
    this.endNs = timeNs
  }

  add(event: DatagramEvent): void {
    const { local, process, role, timeNs, payload, result } = event
    const isFromClient = endpointKey(local) === endpointKey(this.client)
    const isRefused = result === connectionRefused
    // What the network answers by itself is recorded by the process that asked.
    if (!isFromClient && role !== 'server') this.server.process = process
    if (isRefused) this.failure ??= { outcome: 'refused', errno: 'ECONNREFUSED' }
    const direction = isFromClient ? 'sent' : 'received'
    // One chunk for each datagram, also an empty one.
    this.chunks.push(new PayloadChunk(timeNs, direction, payload, isRefused || undefined))
    this.note(event)
  }

  fail(event: AttemptEvent): void {
    this.failure = { outcome: event.kind, errno: nameErrno(event.errno) }
    this.note(event)
  }

  /** It is refused or blocked when nothing of it arrived. */
  toFlow(): RecordedFlow {
    const { protocol, client, server, beginNs, endNs, chunks, events } = this
    const hasArrived = chunks.some(({ isRefused }) => !isRefused)
    const end = hasArrived || !this.failure ? ({ outcome: 'closed' } as const) : this.failure
    return new RecordedFlow({ protocol, client, server, beginNs, endNs, chunks, events, endings: [], ...end })
  }

  private note(event: DatagramEvent | AttemptEvent): void {
    this.events.push(event)
    this.endNs = event.timeNs
  }
}
