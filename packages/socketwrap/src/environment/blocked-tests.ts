import type { SocketwrapError } from '../errors/socketwrap-error.js'
import type { BlockedAttempt } from '../policy/blocked/blocked-attempt.js'
import type { BlockedLog } from '../policy/blocked/blocked-log.js'
import { blockedError } from './blocked-error.js'
import type { RunnerTask } from './capture-name.js'

/** What becomes of a test that tried to leave its network: it fails, or a warning is printed, or nothing. */
export type OnBlocked = 'fail' | 'warn' | 'ignore'

interface RunningTest {
  /** The last notice before it. */
  begin: number
  isAlone: boolean
}

const outside = 'The file, outside of its tests,'

/** Finds the test that has to answer for a blocked attempt, of those of one file. */
export class BlockedTests {
  readonly #running = new Map<object, RunningTest>()

  constructor(
    private readonly log: BlockedLog,
    private readonly onBlocked: OnBlocked,
    private readonly warn: (message: string) => void,
  ) {}

  startTest({ task }: RunnerTask): void {
    const isAlone = this.#running.size === 0
    for (const one of this.#running.values()) one.isAlone = false
    this.#running.set(task, { begin: this.log.mark(), isAlone })
  }

  /**
   * Who made an attempt cannot be known of tests that run at the same time, so each of them answers for it.
   *
   * @param isPassed `false`: there is nothing to fail any more
   * @returns what the test fails with
   */
  endTest({ task, names }: RunnerTask, isPassed = true): SocketwrapError | undefined {
    const test = this.#running.get(task)
    if (!test) return undefined
    this.#running.delete(task)
    const attempts = this.log.take(test.begin, this.#firstBegin())
    const title = `"${names.join(' > ')}"${test.isAlone ? '' : ', or a test that ran at the same time,'}`
    return isPassed ? this.#judge(title, attempts) : undefined
  }

  /** What happened outside of tests: while the file was loaded, in hooks around several tests, between tests. */
  endFile(): SocketwrapError | undefined {
    return this.#judge(outside, this.log.take())
  }

  /** The same for a file that cannot fail any more. */
  tellRest(): void {
    const attempts = this.log.take()
    // Runners do not always show what is printed in the realm of the tests by now.
    if (attempts.length > 0 && this.onBlocked !== 'ignore') console.warn(blockedError(outside, attempts).message)
  }

  /** What a report has shown already that was made for the failure of a hook. */
  forget(after: number): void {
    this.log.take(after, this.#firstBegin())
  }

  #firstBegin(): number {
    return Math.min(Infinity, ...[...this.#running.values()].map(({ begin }) => begin))
  }

  #judge(who: string, attempts: readonly BlockedAttempt[]): SocketwrapError | undefined {
    if (attempts.length === 0 || this.onBlocked === 'ignore') return undefined
    const error = blockedError(who, attempts)
    if (this.onBlocked === 'fail') return error
    this.warn(error.message)
    return undefined
  }
}
