import { describe, expect, test } from 'vitest'
import { describeMode, mode } from './modes.ts'
import { runProject } from './run-project.ts'

const modes = [
  mode('vitest5'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'threads', '--no-isolate'),
  mode('jest30', '-i'),
]

describe('capture in the options of an environment records what a test and its hosts say', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      const run = await runProject({ ...one, project: 'projects/recorded' })
      expect(run, run.output).toMatchObject({ passed: 1, failed: 0 })
    })
})
