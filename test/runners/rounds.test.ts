import { describe, expect, test } from 'vitest'
import { findMissing } from './missing-programs.ts'
import { describeMode, mode, modes } from './modes.ts'
import { findNode } from './node-versions.ts'
import { runProject } from './run-project.ts'

/** With ROUNDS in the environment: so many rounds, in all modes. */
const { ROUNDS } = process.env

/** Each kind of worker in each runner. */
const fewModes = [
  mode('vitest5', '--pool', 'forks'),
  mode('vitest5', '--pool', 'threads'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'vmForks'),
  mode('jest30', '-i'),
  mode('jest30', '-w', '2', '--workerThreads'),
]

describe('the text of conversations is the same in each round and each runner', () => {
  for (const one of ROUNDS ? modes : fewModes)
    test.skipIf(findMissing('redis-server') || !findNode(one.node))(describeMode(one), async () => {
      const run = await runProject({ ...one, project: 'projects/rounds', env: { ROUNDS: ROUNDS ?? '20' } })
      expect(run, run.output).toMatchObject({ passed: 1, failed: 0 })
    })
})
