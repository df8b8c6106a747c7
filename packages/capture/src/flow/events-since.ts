import { EventBatches, inBatches } from '../journal/event-batches.js'
import type { JournalEvent, OpenEvent, ProcessInfo } from '../types.js'

/**
 * What happened at or after a time. A connection of before that is still used comes with its beginning, without which
 * its events cannot be understood.
 */
export function eventsSince(
  events: Iterable<JournalEvent> | AsyncIterable<JournalEvent>,
  sinceNs: bigint,
): EventBatches {
  return new EventBatches(() => batchesSince(events, sinceNs))
}

async function* batchesSince(
  events: Iterable<JournalEvent> | AsyncIterable<JournalEvent>,
  sinceNs: bigint,
): AsyncGenerator<Iterable<JournalEvent>> {
  const earlier = new Map<ProcessInfo, Map<bigint, OpenEvent>>()
  for await (const batch of inBatches(events)) yield since(batch, sinceNs, earlier)
}

function* since(
  batch: Iterable<JournalEvent>,
  sinceNs: bigint,
  earlier: Map<ProcessInfo, Map<bigint, OpenEvent>>,
): Generator<JournalEvent> {
  for (const event of batch) {
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
