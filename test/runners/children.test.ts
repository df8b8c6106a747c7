import { describe, expect, test } from 'vitest'
import { findMissing } from './missing-programs.ts'
import { describeMode, mode } from './modes.ts'
import { runProject } from './run-project.ts'

const modes = [
  mode('vitest5', '--pool', 'forks'),
  mode('vitest5', '--pool', 'threads'),
  mode('vitest5', '--pool', 'vmForks'),
  mode('vitest4', '--pool', 'vmThreads'),
  mode('jest30', '-i'),
  mode('jest30', '-w', '2', '--workerThreads'),
]

describe.skipIf(findMissing('curl', 'python3'))('children of the test are on its network', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      const { output, passed, failed } = await runProject({ ...one, project: 'projects/children' })
      expect({ passed, failed }, output).toEqual({ passed: 6, failed: 0 })
    })
})
