import { setTimeout as sleep } from 'node:timers/promises'
import { keepPayload } from '../flow/kept-payload.js'
import type { JournalEvent } from '../types.js'
import { Journal, type JournalOptions } from './journal.js'

/** Files that are written through a mapping tell nobody, so they are looked at: soon after something, later after nothing. */
const shortestPauseMs = 5
const longestPauseMs = 200

/** So much payload of the last events is kept when the journal is about to go. */
const keptBytes = 64 * 2 ** 20

/** The events of a network's journal as they happen, beginning with those that have happened already. */
export class JournalFollower implements AsyncIterable<JournalEvent> {
  private readonly journal: Journal
  private readonly waking = new AbortController()
  private rest: JournalEvent[] | undefined

  /** @throws CaptureError NOT_A_JOURNAL, UNKNOWN_VERSION */
  constructor(directory: string, options: Omit<JournalOptions, 'isLive'> = {}) {
    this.journal = new Journal(directory, { ...options, isLive: true })
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<JournalEvent> {
    try {
      for (let pauseMs = shortestPauseMs; !this.rest; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
        for (const event of this.journal.events()) {
          // Whoever watches looks at the bytes later, when they may be overwritten.
          yield* keepPayload([event], Infinity)
          pauseMs = shortestPauseMs
        }
        await sleep(pauseMs, undefined, { signal: this.waking.signal }).catch(() => {})
      }
      yield* this.rest
    } finally {
      this.journal.close()
    }
  }

  /** Takes what is still there; the iteration ends with it, and the journal's files may go. */
  finish(): void {
    this.rest ??= keepPayload([...this.journal.events()], keptBytes)
    this.waking.abort()
  }
}
