import type { Circus } from '@jest/types'
import type { SocketwrapError } from 'socketwrap'
import type { TestFileNetwork } from 'socketwrap/environment'
import { describeTask } from './describe-task.js'

/** Lets a test fail that has tried to leave the network, and a file that has outside of its tests. */
export function judge(
  event: Circus.AsyncEvent | Circus.SyncEvent,
  state: Circus.State,
  network: TestFileNetwork,
): void {
  if (event.name === 'test_done') judgeTest(event.test, network)
  if (event.name !== 'run_finish') return
  const error = network.judgeFile()
  if (error) state.unhandledErrors.push(error)
}

function judgeTest(test: Circus.TestEntry, network: TestFileNetwork): void {
  const isPassed = test.failing ? hasPassedByMistake(test) : test.errors.length === 0
  const error = network.judgeTest(describeTask(test), isPassed)
  if (!error) return
  // A test that is meant to fail has done so.
  if (test.failing) test.errors.length = 0
  else test.errors.push(withPlace(error, test))
}

/** What a program did has no place in the code but the test. */
function withPlace(error: SocketwrapError, { asyncError }: Circus.TestEntry): SocketwrapError {
  const stack = error.stack ?? ''
  const frames = asyncError?.stack?.match(/^ +at .*$/gm) ?? []
  if (!/^ +at /m.test(stack)) error.stack = [stack, ...frames].join('\n')
  return error
}

/** Jest records that as the only error, which is the one that says where the test is. */
function hasPassedByMistake({ errors, asyncError }: Circus.TestEntry): boolean {
  const [only, ...others] = errors
  return others.length === 0 && Array.isArray(only) && only[0] === asyncError
}
