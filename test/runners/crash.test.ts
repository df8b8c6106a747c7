import { expect, test } from 'vitest'
import { findLeftBehind } from './left-behind.ts'
import { runProject, type RunSettings } from './run-project.ts'

const ways: Omit<RunSettings, 'project'>[] = [
  { runner: 'vitest5', args: ['--pool', 'forks'] },
  { runner: 'vitest4', args: ['--pool', 'vmForks'] },
  { runner: 'vitest5', args: ['--pool', 'threads'] },
  { runner: 'jest30', args: ['-i'] },
  { runner: 'jest30', args: ['-w', '2', 'crash', 'second'] },
]

test.for(ways)('what a killed worker left is swept at the next start: $runner $args', async (way) => {
  const crash = await runProject({ ...way, project: 'projects/crash' })
  expect(crash.exitCode, crash.output).not.toBe(0)
  const [{ directory, pids } = {}] = crash.records
  expect(directory, crash.output).toBeTypeOf('string')

  const next = await runProject({ runner: 'jest30', args: ['-i'], project: 'projects/modes' })
  expect(next.exitCode, next.output).toBe(0)
  expect(findLeftBehind([directory], pids as number[])).toEqual([])
})
