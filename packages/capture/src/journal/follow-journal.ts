import { setTimeout as sleep } from 'node:timers/promises'
import type { JournalEvent } from '../types.js'
import { Journal, type JournalOptions } from './journal.js'

/** Files that are written through a mapping tell nobody, so they are looked at: soon after something, later after nothing. */
const shortestPauseMs = 5
const longestPauseMs = 200

export interface FollowOptions extends Omit<JournalOptions, 'isLive'> {
  /** Asked while nothing happens; when it says true, what is still there is given and the iteration ends. */
  isOver?: () => boolean
  /** Ends the iteration. */
  signal?: AbortSignal
}

/**
 * The events of a network's journal as they happen, beginning with those that have happened already.
 *
 * @throws CaptureError NOT_A_JOURNAL, UNKNOWN_VERSION
 */
export async function* followJournal(directory: string, options: FollowOptions = {}): AsyncGenerator<JournalEvent> {
  const { isOver = () => false, signal } = options
  const journal = new Journal(directory, { ...options, isLive: true })
  try {
    for (let pauseMs = shortestPauseMs; !signal?.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      const wasOver = isOver()
      for (const event of journal.events()) {
        yield event
        pauseMs = shortestPauseMs
        if (signal?.aborted) return
      }
      if (wasOver) return
      await sleep(pauseMs, undefined, signal && { signal }).catch(() => {})
    }
  } finally {
    journal.close()
  }
}
