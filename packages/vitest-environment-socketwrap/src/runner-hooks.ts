import type { RunnerTask, RunnerTestCase, RunnerTestFile, RunnerTestSuite } from 'vitest'
import { appendReport, type FailureReport, type TestFileNetwork } from 'socketwrap/environment'
import { describeTask } from './describe-task.js'

/** The methods of Vitest's test runner that it calls around files and tests, and that it does not wrap itself. */
export interface RunnerHooks {
  onBeforeCollect?(paths: string[]): unknown
  onBeforeTryTask?(task: RunnerTask, options: unknown): unknown
  onTaskFinished?(test: RunnerTestCase): unknown
  onAfterRetryTask?(test: RunnerTestCase, options: unknown): unknown
  onAfterRunSuite?(suite: RunnerTestSuite): unknown
}

/** What the hooks need to know of the worker, and of the module `vitest` of its realm. */
export interface RunnerSurroundings {
  isWorkerReused(): boolean
  projectName(): string
  /** Hands a file of a test over to the reporters. */
  attach(test: RunnerTestCase, file: string): Promise<unknown>
}

/** Makes the runner tell the network when files and tests start and end, and put its report under what failed. */
export function hookRunner(runner: RunnerHooks, network: TestFileNetwork, surroundings: RunnerSurroundings): void {
  const reports = new WeakMap<RunnerTestCase, FailureReport>()
  const reportFailure = async (test: RunnerTestCase) => {
    const report = await network.reportFailure(describeTask(test))
    if (report.captureFile !== undefined) await surroundings.attach(test, report.captureFile)
    return report
  }

  before(runner, 'onBeforeCollect', ([path = '']) => network.startFile({ path, project: surroundings.projectName() }))
  before(runner, 'onBeforeTryTask', (task) => network.startTest(describeTask(task)))
  // At this moment the test's own hooks have not ended anything yet, so the report is of what the test saw.
  after(runner, 'onTaskFinished', async (test) => {
    if (hasFailed(test)) reports.set(test, await reportFailure(test))
  })
  after(runner, 'onAfterRetryTask', async (test) => {
    if (hasFailed(test))
      appendReport(test.result?.errors?.at(-1), (reports.get(test) ?? (await reportFailure(test))).text)
    else network.passTest(describeTask(test))
    reports.delete(test)
    await network.endTest()
  })
  after(runner, 'onAfterRunSuite', async (suite) => {
    if (suite.result?.errors?.length)
      appendReport(suite.result.errors.at(-1), (await network.reportFailure(describeTask(suite), false)).text)
    if (isFile(suite)) await network.endFile(surroundings.isWorkerReused())
  })
}

/** A test that is meant to fail has nothing to report; Vitest turns its result round later. */
function hasFailed({ fails, result }: RunnerTestCase): boolean {
  return result?.state === 'fail' && !fails
}

function isFile(suite: RunnerTestSuite): suite is RunnerTestFile {
  return 'filepath' in suite
}

type HookName = keyof RunnerHooks
type Subject<Name extends HookName> = Parameters<NonNullable<RunnerHooks[Name]>>[0]

function before<Name extends HookName>(
  runner: RunnerHooks,
  name: Name,
  run: (subject: Subject<Name>) => unknown,
): void {
  wrap(runner, name, async (subject, original) => {
    await run(subject)
    return original()
  })
}

function after<Name extends HookName>(runner: RunnerHooks, name: Name, run: (subject: Subject<Name>) => unknown): void {
  wrap(runner, name, async (subject, original) => {
    const result = await original()
    await run(subject)
    return result
  })
}

/** A runner of the user's own inherits from Vitest's, so what is put on the prototype serves it too. */
function wrap<Name extends HookName>(
  runner: RunnerHooks,
  name: Name,
  around: (subject: Subject<Name>, original: () => unknown) => unknown,
): void {
  const original = runner[name] as ((...args: unknown[]) => unknown) | undefined
  const wrapped = function (this: unknown, ...args: unknown[]) {
    return around(args[0] as Subject<Name>, () => original?.apply(this, args))
  }
  runner[name] = wrapped as RunnerHooks[Name]
}
