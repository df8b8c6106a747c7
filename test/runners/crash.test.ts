import { describe, expect, test } from 'vitest'
import { findLeftBehind } from './left-behind.ts'
import { describeMode, mode } from './modes.ts'
import { runProject } from './run-project.ts'

const modes = [
  { ...mode('vitest5', '--pool', 'forks'), kill: 'runner' },
  { ...mode('jest30', '-w', '2', 'crash', 'second'), kill: 'runner' },
  { ...mode('vitest5', '--pool', 'forks'), kill: 'worker' },
  { ...mode('vitest4', '--pool', 'vmForks'), kill: 'worker' },
  { ...mode('vitest5', '--pool', 'threads'), kill: 'worker' },
  { ...mode('jest30', '-i'), kill: 'worker' },
  { ...mode('jest30', '-w', '2', 'crash', 'second'), kill: 'worker' },
]

describe('what a killed process left is swept at the next start', () => {
  for (const { kill, ...one } of modes)
    test(`${describeMode(one)}, ${kill} is killed`, async () => {
      const crash = await runProject({ ...one, project: 'projects/crash', env: { KILL: kill } })
      expect(crash.exitCode, crash.output).not.toBe(0)
      const [{ directory, pids } = {}] = crash.records
      expect(directory, crash.output).toBeTypeOf('string')

      const [worker, ...programs] = pids as number[]
      // A worker whose runner is gone may go on until its test is out of time.
      await expect.poll(() => findLeftBehind([], [worker]), { timeout: 30_000 }).toEqual([])

      const next = await runProject({ runner: 'jest30', args: ['-i'], project: 'projects/modes' })
      expect(next.exitCode, next.output).toBe(0)
      expect(findLeftBehind([directory], programs)).toEqual([])
    })
})
