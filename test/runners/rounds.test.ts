import { describe, expect, test } from 'vitest'
import { findMissing } from './missing-programs.ts'
import { describeMode, mode } from './modes.ts'
import { runProject } from './run-project.ts'

/** Each kind of worker in each runner; CONTRIBUTING.md says how all modes and more rounds are run by hand. */
const modes = [
  mode('vitest5', '--pool', 'forks'),
  mode('vitest5', '--pool', 'threads'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'vmForks'),
  mode('jest30', '-i'),
  mode('jest30', '-w', '2', '--workerThreads'),
]

describe('the text of conversations is the same in each round and each runner', () => {
  for (const one of modes)
    test.skipIf(findMissing('redis-server'))(describeMode(one), async () => {
      const run = await runProject({ ...one, project: 'projects/rounds', env: { ROUNDS: '20' } })
      expect(run, run.output).toMatchObject({ passed: 1, failed: 0 })
    })
})
