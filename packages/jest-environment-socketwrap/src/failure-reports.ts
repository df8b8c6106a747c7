import type { Circus } from '@jest/types'
import { appendReport, type FailureReport, hasReport, type TestFileNetwork } from 'socketwrap/environment'
import { describeTask } from './describe-task.js'

/** Puts the network's report below the message of what failed, and takes away the captures of what did not. */
export class FailureReports {
  readonly #ofTests = new Map<Circus.TestEntry, FailureReport>()
  /** Groups of which a hook has failed, which makes their tests fail before they begin. */
  readonly #failedBefore = new Set<object>()
  readonly #failedAfter = new Set<object>()

  constructor(
    private readonly network: TestFileNetwork,
    private readonly hasColors: boolean,
  ) {}

  async handle(event: Circus.AsyncEvent | Circus.SyncEvent, state: Circus.State): Promise<void> {
    switch (event.name) {
      case 'run_describe_start':
        this.#failedBefore.delete(event.describeBlock)
        this.#failedAfter.delete(event.describeBlock)
        if (event.describeBlock.parent) this.network.startGroup(describeTask(event.describeBlock))
        break
      // At this moment the test's own hooks have not ended anything yet, so the report is of what the test saw.
      case 'test_fn_failure':
        await this.#keep(event.test)
        break
      case 'hook_failure':
        await this.#handleHook(event, state)
        break
      case 'test_done':
        await this.#finish(event.test)
        break
      case 'run_describe_finish':
        if (!this.#failedAfter.has(event.describeBlock)) this.network.passTest(describeTask(event.describeBlock))
        break
    }
  }

  async #handleHook({ hook, test, describeBlock }: HookFailure, { unhandledErrors }: Circus.State): Promise<void> {
    if (test && !this.#ofTests.has(test)) await this.#keep(test)
    if (!describeBlock) return
    if (hook.type === 'beforeAll') this.#failedBefore.add(describeBlock)
    if (hook.type !== 'afterAll') return
    this.#failedAfter.add(describeBlock)
    this.#appendToLast(unhandledErrors, await this.network.reportFailure(describeTask(describeBlock)))
  }

  /** A test that has failed before it began has a report of what the failed hook saw. */
  async #keep(test: Circus.TestEntry): Promise<void> {
    let since: object = test
    for (let group: Circus.DescribeBlock | undefined = test.parent; group; group = group.parent)
      if (this.#failedBefore.has(group)) since = group
    this.#ofTests.set(test, await this.network.reportFailure(describeTask(test), since))
  }

  async #finish(test: Circus.TestEntry): Promise<void> {
    if (test.errors.length === 0) return void this.network.passTest(describeTask(test))
    // The one error of a hook around several tests is that of each of them.
    if (!this.#ofTests.has(test) && !hasReport(partsOf(test.errors.at(-1))[0])) await this.#keep(test)
    this.#appendToLast(test.errors, this.#ofTests.get(test))
    this.#ofTests.delete(test)
  }

  #appendToLast(errors: Circus.TestError[], report: FailureReport | undefined): void {
    const shown = (this.hasColors ? report?.painted : report?.text) ?? ''
    const last = errors.length - 1
    const [thrown, place] = partsOf(errors[last])
    if (shown === '') return
    if (typeof thrown === 'string') errors[last] = makeError(`${thrown}\n\n${shown}`, place)
    else appendReport(thrown, { message: shown, stack: shown })
  }
}

/** Jest keeps what was thrown together with an error whose stack says where the test is. */
function partsOf(entry: Circus.TestError | undefined): [thrown: unknown, place?: unknown] {
  return Array.isArray(entry) ? [entry[0], entry[1]] : [entry]
}

type HookFailure = Extract<Circus.AsyncEvent, { name: 'hook_failure' }>

/** A test that takes too long is recorded as a string, and not as an error. */
function makeError(message: string, place: unknown): Error {
  const error = new Error(message)
  const stack = String((place as Error | undefined)?.stack ?? '')
  const frames = stack.slice(stack.search(/^\s+at /m))
  error.stack = `${error.name}: ${message}\n${frames}`
  return error
}
