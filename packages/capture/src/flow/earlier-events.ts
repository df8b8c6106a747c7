import type { AttemptEvent, DatagramEvent, JournalEvent, OpenEvent, ProcessInfo } from '../types.js'
import { isAttempt } from './is-attempt.js'
import { connectionKey, endpointKey } from './connections.js'
import { conversationKey } from './conversations.js'
import { byTime } from './by-time.js'

/** What is remembered of the connections between two endpoints, or of their conversation. */
interface EarlierFlow {
  events: JournalEvent[]
  /** Where the last one of each kind of datagram stands. */
  places: Map<string, number>
  openSockets: number
  roles: Set<'client' | 'server'>
}

/**
 * The events of before a time without which later ones cannot be understood: those of connections that have not ended at
 * both ends, and of UDP conversations the first and the last ones.
 */
export class EarlierEvents {
  readonly #flows = new Map<string, EarlierFlow>()
  readonly #sockets = new Map<ProcessInfo, Map<bigint, string>>()

  add(event: JournalEvent): void {
    const key = this.#keyOf(event)
    if (key === undefined) return
    const flow: EarlierFlow = this.#flows.get(key) ?? {
      events: [],
      places: new Map(),
      openSockets: 0,
      roles: new Set(),
    }
    this.#flows.set(key, flow)
    if (event.kind === 'datagram' || isAttempt(event)) return addToConversation(flow, event)
    flow.events.push(event)
    if (event.kind === 'open') this.#open(flow, key, event)
    if (event.kind === 'close') this.#close(flow, key, event)
  }

  /** The events after that time, with those before it that belong to the same flows, in the order of time. */
  complete(later: readonly JournalEvent[]): JournalEvent[] {
    const keys = new Set(later.map((event) => this.#keyOf(event)))
    const earlier = [...keys].flatMap((key) => this.#flows.get(key ?? '')?.events ?? [])
    return [...earlier, ...later].sort(byTime)
  }

  /** Undefined for what has no flow, or one that ended at once. */
  #keyOf(event: JournalEvent): string | undefined {
    if (event.kind === 'listen') return undefined
    if (event.kind === 'open') return connectionKey(event)
    if (!('protocol' in event)) return this.#sockets.get(event.process)?.get(event.socket)
    return event.protocol === 'tcp' ? undefined : conversationKey(event)
  }

  #open(flow: EarlierFlow, key: string, { process, socket, role }: OpenEvent): void {
    const sockets = this.#sockets.get(process) ?? new Map<bigint, string>()
    this.#sockets.set(process, sockets)
    if (!sockets.has(socket)) flow.openSockets += 1
    sockets.set(socket, key)
    flow.roles.add(role)
  }

  /** A server may accept when its client has closed already. */
  #close(flow: EarlierFlow, key: string, { process, socket }: JournalEvent): void {
    this.#sockets.get(process)?.delete(socket)
    flow.openSockets -= 1
    if (flow.openSockets === 0 && flow.roles.size === 2) this.#flows.delete(key)
  }
}

/** The first one tells who began; the last ones, who was there and what came of it. */
function addToConversation({ events, places }: EarlierFlow, event: DatagramEvent | AttemptEvent): void {
  const result = event.kind === 'datagram' ? event.result : event.kind
  const kind = `${endpointKey(event.local)} ${event.role} ${result}`
  const place = places.get(kind) || events.length
  places.set(kind, place)
  events[place] = event
}
