import { describe, expect, test } from 'vitest'
import { describeMode, mode } from './modes.ts'
import { runProject } from './run-project.ts'

const modes = [mode('vitest5'), mode('vitest5', '--pool', 'vmThreads'), mode('vitest4', '--no-isolate')]

describe('fixtures, concurrent tests and retries', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      const { output, passed, failed } = await runProject({ ...one, project: 'projects/at-once' })
      expect({ passed, failed }, output).toEqual({ passed: 7, failed: 0 })
    })
})
