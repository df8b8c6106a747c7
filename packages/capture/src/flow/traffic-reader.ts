import { Journal, type JournalOptions } from '../journal/journal.js'
import type { ReportProgress } from '../journal/progress.js'
import type { JournalEvent, JournalProblem } from '../types.js'
import { byTime } from './by-time.js'
import { EarlierEvents } from './earlier-events.js'

/** Tests that run at the same time ask for what came after different marks, of which the earliest of so many counts. */
const mostAtOnce = 8

/**
 * Reads a live recording again and again. Whoever asks for what came after a mark, and later for what came after the
 * next one, does not wait for all that was before to be read each time.
 */
export class TrafficReader {
  readonly #journal: Journal
  readonly #earlier = new EarlierEvents()
  #settledNs = 0n
  #marks: bigint[] = []

  /** @throws CaptureError NOT_A_JOURNAL, UNKNOWN_VERSION, JOURNAL_UNREADABLE */
  constructor(directory: string, options: Omit<JournalOptions, 'isLive'> = {}) {
    this.#journal = new Journal(directory, { ...options, isLive: true })
  }

  /**
   * What happened up to now, in the order of time: at or after a time, with what was before in the same flows, and maybe
   * with more of what was before.
   */
  read(sinceNs = 0n, onProgress?: ReportProgress): Iterable<JournalEvent> {
    if (!this.#isLate(sinceNs)) return this.#journal.wholeEvents(onProgress)
    this.#settle(sinceNs)
    return this.#earlier.complete([...this.#journal.unsettledEvents()])
  }

  /** What a reader of these events has to know; of payload that was sent before, nothing. */
  problems(sinceNs = 0n): JournalProblem[] {
    return this.#journal.problems(sinceNs, this.#isLate(sinceNs))
  }

  /** Closes the files. Payload that is asked for later opens them again, and so does reading. */
  close(): void {
    this.#journal.close()
  }

  #isLate(sinceNs: bigint): boolean {
    return sinceNs > 0n && sinceNs >= this.#settledNs
  }

  #settle(sinceNs: bigint): void {
    this.#marks = [...this.#marks, sinceNs].slice(-mostAtOnce)
    const [first = sinceNs, ...others] = this.#marks
    this.#settledNs = others.reduce((least, mark) => (mark < least ? mark : least), first)
    for (const event of this.#journal.settle(this.#settledNs).sort(byTime)) this.#earlier.add(event)
  }
}
