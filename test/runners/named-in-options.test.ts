import { expect, test } from 'vitest'
import { findMissing } from './missing-programs.ts'
import { describeMode, mode } from './modes.ts'
import { runProject } from './run-project.ts'

const modes = [
  mode('vitest5'),
  mode('vitest5', '--pool', 'threads', '--maxWorkers', '1', '--no-isolate'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--maxWorkers', '1', '--no-isolate'),
  mode('jest30'),
  mode('jest30', '-i'),
]

for (const each of modes)
  test.skipIf(findMissing('dig'))(
    `each file begins with the hosts and names of the options, ${describeMode(each)}`,
    async () => {
      const { output, passed, failed, exitCode } = await runProject({ ...each, project: 'projects/named-in-options' })
      expect({ exitCode, passed, failed }, output).toEqual({ exitCode: 0, passed: 6, failed: 0 })
    },
  )
