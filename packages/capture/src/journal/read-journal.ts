import { setImmediate as nextTurn } from 'node:timers/promises'
import type { JournalEvent, JournalProblem } from '../types.js'
import { EventBatches } from './event-batches.js'
import { Journal, type JournalOptions } from './journal.js'
import type { ReportProgress } from './progress.js'

/** So many events at a time, then whatever else the process has to do. */
const eventsPerTurn = 1000

export interface ReadOptions extends JournalOptions {
  /** Told at the end, once for each problem: what is damaged, and what is missing. */
  onProblem?: (problem: JournalProblem) => void
  onProgress?: ReportProgress
}

/**
 * The events of a network's journal in the order of time. Memory does not grow with the journal, and payload is read
 * when it is asked for.
 *
 * @param directory the network's directory, or its directory `journal`
 * @throws CaptureError NOT_A_JOURNAL, UNKNOWN_VERSION, when the first event is asked for
 */
export function readJournal(directory: string, options: ReadOptions = {}): EventBatches {
  return new EventBatches(() => readBatches(directory, options))
}

async function* readBatches(directory: string, options: ReadOptions): AsyncGenerator<JournalEvent[]> {
  const journal = new Journal(directory, options)
  try {
    const events = journal.merge()
    const progress = journal.progress(options.onProgress)
    for (;;) {
      const batch: JournalEvent[] = []
      for (let event = events.next(); event; event = batch.length < eventsPerTurn ? events.next() : undefined)
        batch.push(event)
      if (batch.length === 0) break
      yield batch
      for (const event of batch) progress.add(event)
      await nextTurn()
    }
    if (options.onProblem) for (const problem of journal.problems()) options.onProblem(problem)
  } finally {
    journal.close()
  }
}
