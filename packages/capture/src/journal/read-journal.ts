import { setImmediate as nextTurn } from 'node:timers/promises'
import type { JournalEvent, JournalProblem } from '../types.js'
import { Journal, type JournalOptions } from './journal.js'

/** So many events at a time, then whatever else the process has to do. */
const eventsPerTurn = 1000

export interface ReadOptions extends JournalOptions {
  /** Told at the end, once for each problem: what is damaged, and what is missing. */
  onProblem?: (problem: JournalProblem) => void
  /** Told now and then how many bytes of payload the events had so far, and how many there are. */
  onProgress?: (bytes: number, total: number) => void
}

/**
 * The events of a network's journal in the order of time. Memory does not grow with the journal, and payload is read
 * when it is asked for.
 *
 * @param directory the network's directory, or its directory `journal`
 * @throws CaptureError NOT_A_JOURNAL, UNKNOWN_VERSION
 */
export async function* readJournal(directory: string, options: ReadOptions = {}): AsyncGenerator<JournalEvent> {
  const journal = new Journal(directory, options)
  try {
    let count = 0
    for (const event of journal.events(options.onProgress)) {
      yield event
      if (++count % eventsPerTurn === 0) await nextTurn()
    }
    for (const problem of journal.problems()) options.onProblem?.(problem)
  } finally {
    journal.close()
  }
}
