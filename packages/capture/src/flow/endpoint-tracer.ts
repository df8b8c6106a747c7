import type { Endpoint, JournalEvent, OpenEvent, ProcessInfo, Protocol } from '../types.js'

/** An event that says by itself whose it is, wherever that is known. */
export type TracedEvent = JournalEvent & {
  protocol?: Protocol
  role?: 'client' | 'server'
  local?: Endpoint
  remote?: Endpoint
}

/** Gives each event of a connection the endpoints that stand in the event which began it. */
export class EndpointTracer {
  private readonly opened = new Map<ProcessInfo, Map<bigint, OpenEvent>>()

  trace(event: JournalEvent): TracedEvent {
    const sockets = this.opened.get(event.process)
    if (event.kind === 'open') this.opened.set(event.process, (sockets ?? new Map()).set(event.socket, event))
    if ('local' in event) return event
    const opened = sockets?.get(event.socket)
    if (event.kind === 'close') sockets?.delete(event.socket)
    if (!opened) return event
    const { protocol, role, local, remote } = opened
    return { ...event, protocol, role, local, remote }
  }
}
