import type { Circus } from '@jest/types'
import { appendReport } from 'socketwrap/environment'

/** Puts the network's report below the message of what failed. */
export class FailureReports {
  readonly #ofTest = new Map<Circus.TestEntry, string>()

  constructor(private readonly makeReport: () => string) {}

  handle(event: Circus.AsyncEvent | Circus.SyncEvent): void {
    switch (event.name) {
      // At this moment the test's own hooks have not ended anything yet, so the report is of what the test saw.
      case 'test_fn_failure':
        this.#ofTest.set(event.test, this.makeReport())
        break
      case 'hook_failure':
        if (event.hook.type === 'afterAll') appendReport(event.error, this.makeReport())
        else if (event.test) this.#ofTest.set(event.test, this.#ofTest.get(event.test) ?? this.makeReport())
        break
      case 'test_done':
        this.#append(event.test)
        break
    }
  }

  #append(test: Circus.TestEntry): void {
    const last = test.errors.length - 1
    if (last < 0) return
    const report = this.#ofTest.get(test) ?? this.makeReport()
    this.#ofTest.delete(test)
    const entry = test.errors[last]
    // Jest keeps what was thrown together with an error whose stack says where the test is.
    if (Array.isArray(entry)) entry[0] = withReport(entry[0], report)
    else test.errors[last] = withReport(entry, report)
  }
}

/** A test that takes too long is recorded as a string, and not as an error. */
function withReport(thrown: Circus.Exception, report: string): Circus.Exception {
  if (typeof thrown === 'string' && report !== '') return `${thrown}\n\n${report}`
  appendReport(thrown, report)
  return thrown
}
