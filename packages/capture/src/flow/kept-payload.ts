import type { BytesView, JournalEvent, Payload } from '../types.js'
import { viewOf } from './bytes-view.js'

/**
 * Reads the payload of events into memory, in their order, so that it outlives the journal.
 *
 * @param budget how many bytes may be kept; what is beyond stays in the journal
 */
export function keepPayload(events: readonly JournalEvent[], budget: number): JournalEvent[] {
  let left = budget
  return events.map((event) => {
    if (event.kind !== 'send' && event.kind !== 'datagram') return event
    if (event.payload.length > left) return event
    left -= event.payload.length
    return { ...event, payload: new KeptPayload(event.payload.length, ...readRest(event.payload)) }
  })
}

function readRest(payload: Payload): [lost: number, rest: Buffer] {
  const all = payload.read()
  if (all) return [0, all]
  const lost = payload.lostBytes()
  const rest = payload.slice(lost, payload.length).read()
  return rest ? [lost, rest] : [payload.length, Buffer.alloc(0)]
}

class KeptPayload implements Payload {
  constructor(
    readonly length: number,
    /** Bytes at the start that are not there any more; `rest` is what follows them. */
    private readonly lost: number,
    private readonly rest: Buffer,
  ) {}

  read(): Buffer | null {
    return this.lost > 0 ? null : this.rest
  }

  view(): BytesView | null {
    return viewOf(this.read())
  }

  lostBytes(): number {
    return this.lost
  }

  slice(begin: number, end: number): Payload {
    const length = Math.max(0, Math.min(end, this.length) - begin)
    const lost = Math.min(length, Math.max(0, this.lost - begin))
    const from = Math.max(0, begin - this.lost)
    return new KeptPayload(length, lost, this.rest.subarray(from, from + length - lost))
  }
}
