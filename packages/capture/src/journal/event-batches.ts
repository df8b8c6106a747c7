import type { JournalEvent } from '../types.js'

/**
 * Events that come many at a time. Going through them one by one is simpler; a program that has many of them is several
 * times faster with batches, because each turn of an asynchronous iteration costs as much as an event.
 */
export class EventBatches implements AsyncIterable<JournalEvent> {
  constructor(readonly batches: () => AsyncGenerator<Iterable<JournalEvent>>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<JournalEvent> {
    for await (const batch of this.batches()) yield* batch
  }
}

/** Whatever gives events, in batches. None is asked for before the one ahead of it was taken care of. */
export async function* inBatches(
  events: Iterable<JournalEvent> | AsyncIterable<JournalEvent>,
): AsyncGenerator<Iterable<JournalEvent>> {
  if (events instanceof EventBatches) yield* events.batches()
  else if (Symbol.iterator in events) yield events
  else for await (const event of events) yield [event]
}
