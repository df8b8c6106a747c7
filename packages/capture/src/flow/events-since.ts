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
  const earlier = new Map<ProcessInfo, Map<bigint, EarlierSocket>>()
  for await (const batch of inBatches(events)) yield since(batch, sinceNs, earlier)
}

/** A socket that was there before. */
interface EarlierSocket {
  opened: OpenEvent
  isTold: boolean
}

function* since(
  batch: Iterable<JournalEvent>,
  sinceNs: bigint,
  earlier: Map<ProcessInfo, Map<bigint, EarlierSocket>>,
): Generator<JournalEvent> {
  for (const event of batch) {
    const sockets = earlier.get(event.process) ?? new Map<bigint, EarlierSocket>()
    const known = sockets.get(event.socket)
    if (event.kind === 'close') sockets.delete(event.socket)
    if (event.timeNs >= sinceNs) {
      if (known && !known.isTold) yield known.opened
      if (known) known.isTold = true
      // What it received counts from before, when what its peer sent is left out.
      yield known && event.kind === 'close' ? { ...event, receivedBytes: 0n } : event
    } else if (event.kind === 'open') {
      earlier.set(event.process, sockets.set(event.socket, { opened: event, isTold: false }))
    }
  }
}
