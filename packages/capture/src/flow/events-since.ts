import type { JournalEvent, OpenEvent, ProcessInfo } from '../types.js'

/**
 * What happened at or after a time. A connection of before that is still used comes with its beginning, without which
 * its events cannot be understood.
 */
export async function* eventsSince(
  events: Iterable<JournalEvent> | AsyncIterable<JournalEvent>,
  sinceNs: bigint,
): AsyncGenerator<JournalEvent> {
  const earlier = new Map<ProcessInfo, Map<bigint, OpenEvent>>()
  for await (const event of events) {
    const sockets = earlier.get(event.process)
    if (event.timeNs < sinceNs) {
      if (event.kind === 'open') earlier.set(event.process, (sockets ?? new Map()).set(event.socket, event))
      else if (event.kind === 'close') sockets?.delete(event.socket)
      continue
    }
    const opened = sockets?.get(event.socket)
    if (opened) yield opened
    sockets?.delete(event.socket)
    yield event
  }
}
