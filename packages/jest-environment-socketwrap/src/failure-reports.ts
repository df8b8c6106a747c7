import type { Circus } from '@jest/types'
import { appendReport, hasReport, type TestFileNetwork } from 'socketwrap/environment'
import { describeGroup, describeTest } from './describe-task.js'

/** Puts the network's report below the message of what failed. */
export class FailureReports {
  readonly #ofTest = new Map<Circus.TestEntry, string>()

  constructor(private readonly network: TestFileNetwork) {}

  async handle(event: Circus.AsyncEvent | Circus.SyncEvent): Promise<void> {
    switch (event.name) {
      // At this moment the test's own hooks have not ended anything yet, so the report is of what the test saw.
      case 'test_fn_failure':
        await this.#keep(event.test)
        break
      case 'hook_failure':
        if (event.hook.type === 'afterAll') await this.#appendToHook(event.error, event.describeBlock)
        else if (event.test && !this.#ofTest.has(event.test)) await this.#keep(event.test)
        break
      case 'test_done':
        await this.#append(event.test)
        break
    }
  }

  async #keep(test: Circus.TestEntry): Promise<void> {
    this.#ofTest.set(test, (await this.network.reportFailure(describeTest(test))).text)
  }

  async #appendToHook(error: Circus.Exception, group: Circus.DescribeBlock | undefined): Promise<void> {
    appendReport(error, (await this.network.reportFailure(describeGroup(group), false)).text)
  }

  async #append(test: Circus.TestEntry): Promise<void> {
    const last = test.errors.length - 1
    if (last < 0) return this.network.passTest(describeTest(test))
    const entry = test.errors[last]
    const report = this.#ofTest.get(test) ?? (await this.#reportOfGroup(test))
    this.#ofTest.delete(test)
    // Jest keeps what was thrown together with an error whose stack says where the test is.
    if (Array.isArray(entry)) entry[0] = withReport(entry[0], report)
    else test.errors[last] = withReport(entry, report)
  }

  /** A hook around several tests has failed: its one error is that of each of them. */
  async #reportOfGroup(test: Circus.TestEntry): Promise<string> {
    const entry = test.errors.at(-1)
    if (hasReport(Array.isArray(entry) ? entry[0] : entry)) return ''
    return (await this.network.reportFailure(describeTest(test), false)).text
  }
}

/** A test that takes too long is recorded as a string, and not as an error. */
function withReport(thrown: Circus.Exception, report: string): Circus.Exception {
  if (typeof thrown === 'string' && report !== '') return `${thrown}\n\n${report}`
  appendReport(thrown, report)
  return thrown
}
