import type { AttemptEvent, JournalEvent } from '../types.js'

/** A connection that did not come about, or a datagram that was not let out. */
export function isAttempt(event: JournalEvent): event is AttemptEvent {
  return event.kind === 'refused' || event.kind === 'blocked' || event.kind === 'unanswered'
}
