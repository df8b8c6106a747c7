import type { RunnerTask, RunnerTestCase, RunnerTestFile, RunnerTestSuite } from 'vitest'
import { appendReport, type FailureReport, type TestFile, type TestFileNetwork } from 'socketwrap/environment'
import type { SocketwrapError } from 'socketwrap'
import { describeTask } from './describe-task.js'
import { wrapMethods } from './wrap-methods.js'

/** The methods of Vitest's test runner that it calls around files and tests, and that it does not wrap itself. */
export interface RunnerHooks {
  onBeforeCollect?(paths: string[]): unknown
  onBeforeRunSuite?(suite: RunnerTestSuite): unknown
  onBeforeTryTask?(task: RunnerTask, options: unknown): unknown
  onTaskFinished?(test: RunnerTestCase): unknown
  onAfterRetryTask?(test: RunnerTestCase, options: unknown): unknown
  onAfterRunTask?(test: RunnerTestCase): unknown
  onAfterRunSuite?(suite: RunnerTestSuite): unknown
}

/** What the hooks need to know of the worker, and of the module `vitest` of its realm. */
export interface RunnerSurroundings {
  isWorkerReused(): boolean
  /** Where the file belongs. */
  project(): Omit<TestFile, 'path'>
  /** Whether messages go to a terminal. */
  hasColors: boolean
  /** Hands a file of a test over to the reporters. */
  attach(test: RunnerTestCase, file: string): Promise<unknown>
  /** Takes it back, in a later run. */
  detach(file: string): void
}

/**
 * Makes the runner tell the network when files and tests start and end, and put its report under what failed. Vitest
 * may have made its runner already, and have put methods of its own on it, so those of the runner itself are wrapped
 * when it collects its first file.
 *
 * @param prototype of Vitest's runner; a runner of the user's own inherits from it
 */
export function hookRunner(prototype: RunnerHooks, network: TestFileNetwork, surroundings: RunnerSurroundings): void {
  const hooked = new WeakSet<RunnerHooks>()
  wrapMethods(prototype).before('onBeforeCollect', async ([path = ''], runner) => {
    if (!hooked.has(runner)) hookTasks(runner, network, surroundings)
    hooked.add(runner)
    await network.startFile({ path, ...surroundings.project() })
  })
}

function hookTasks(runner: RunnerHooks, network: TestFileNetwork, surroundings: RunnerSurroundings): void {
  const { before, after } = wrapMethods(runner)
  /** Those of tests whose last try has failed. */
  const reports = new WeakMap<RunnerTestCase, FailureReport>()
  const append = (task: RunnerTask, { text, painted }: FailureReport) =>
    appendReport(task.result?.errors?.at(-1), { message: surroundings.hasColors ? painted : text, stack: text })
  const forget = (task: RunnerTask) => {
    const file = network.passTest(describeTask(task))
    if (file !== undefined) surroundings.detach(file)
  }
  const reportSuite = async (suite: RunnerTestSuite) => {
    if (suite.result?.errors?.length) append(suite, await network.reportFailure(describeTask(suite)))
    else forget(suite)
  }

  // A file that could not be loaded has failed already, and Vitest leaves it at that.
  before('onBeforeRunSuite', async (suite) => {
    if (suite.result?.state === 'fail') await reportSuite(suite)
    else if (!isFile(suite)) network.startGroup(describeTask(suite))
  })
  before('onBeforeTryTask', (task) => network.startTest(describeTask(task)))
  // At this moment the test's own hooks have not ended anything yet, so the report is of what the test saw.
  after('onTaskFinished', async (test) => {
    reports.delete(test)
    if (isFailing(test)) reports.set(test, await network.reportFailure(describeTask(test)))
  })
  after('onAfterRetryTask', async (test) => {
    failWith(test, network.judgeTest(describeTask(test), test.result?.state === 'pass'))
    if (isFailing(test) && !reports.has(test)) reports.set(test, await network.reportFailure(describeTask(test)))
    // Vitest calls nothing else for a test that skips itself, perhaps at its second try.
    if (test.result?.state === 'skip') forget(test)
    await network.endTest()
  })
  after('onAfterRunTask', async (test) => {
    if (test.result?.state !== 'fail') return forget(test)
    const report = reports.get(test) ?? (await network.reportFailure(describeTask(test)))
    append(test, report)
    if (report.captureFile !== undefined) await surroundings.attach(test, report.captureFile)
  })
  after('onAfterRunSuite', async (suite) => {
    if (isFile(suite)) failWith(suite, network.judgeFile())
    await reportSuite(suite)
    if (isFile(suite)) await network.endFile(surroundings.isWorkerReused())
  })
}

/** Vitest keeps errors as plain objects, because they go to another process. */
function failWith({ result }: RunnerTask, error: SocketwrapError | undefined): void {
  if (!error || !result) return
  const { name, code, message, stack } = error
  result.state = 'fail'
  result.errors = [...(result.errors ?? []), { name, code, message, stack }]
}

/** Vitest turns the result of a test that is meant to fail round later. */
function isFailing({ fails, result }: RunnerTestCase): boolean {
  return result?.state === (fails ? 'pass' : 'fail')
}

function isFile(suite: RunnerTestSuite): suite is RunnerTestFile {
  return 'filepath' in suite
}
