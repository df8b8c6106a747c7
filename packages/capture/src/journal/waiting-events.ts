import type { JournalEvent } from '../types.js'

/** Few events in the order of time. Most come in that order already, so taking the first must be cheap as well. */
export class WaitingEvents {
  private events: JournalEvent[] = []
  private first = 0

  get length(): number {
    return this.events.length - this.first
  }

  insert(event: JournalEvent): void {
    const { events } = this
    let at = events.length
    while (at > this.first && (events[at - 1] as JournalEvent).timeNs > event.timeNs) at--
    if (at === events.length) events.push(event)
    else events.splice(at, 0, event)
  }

  /** @param untilNs what is later stays */
  takeFirst(untilNs?: bigint): JournalEvent | undefined {
    const event = this.events[this.first]
    if (!event || (untilNs !== undefined && event.timeNs > untilNs)) return undefined
    // What was taken goes once in a while, and not each time: moving all the others costs more than keeping it.
    if (++this.first >= mostTaken) {
      this.events = this.events.slice(this.first)
      this.first = 0
    }
    return event
  }
}

const mostTaken = 64
