import { describe, expect, test } from 'vitest'
import { findMissing } from './missing-programs.ts'
import { describeMode, exampleModes } from './modes.ts'
import { runProject, type Run } from './run-project.ts'

const testsOf = {
  vitest: { 'vitest-redis': 3, 'redis-cluster': 3, 'vitest-udp': 3, 'same-port': 20, 'fake-internet': 5 },
  jest: { 'jest-nginx': 4, 'same-port': 20, 'fake-internet': 5 },
}

/** The programs that an example runs; same-port needs none. */
const programsOf: Record<string, string[]> = {
  'vitest-redis': ['redis-server', 'redis-cli'],
  'redis-cluster': ['redis-server', 'redis-cli'],
  'vitest-udp': ['python3'],
  'jest-nginx': ['nginx', 'curl'],
  'fake-internet': ['curl'],
}

describe('the examples pass in every mode', () => {
  for (const mode of exampleModes)
    for (const [example, count] of Object.entries(testsOf[mode.runner === 'jest30' ? 'jest' : 'vitest']))
      test.skipIf(findMissing(...(programsOf[example] ?? [])))(`${example}, ${describeMode(mode)}`, async () => {
        expectPassed(await runProject({ ...mode, project: `../../examples/${example}` }), count)
      })
})

test('two copies of a suite run at the same time, each with twenty files on one port', async () => {
  const project = '../../examples/same-port'
  const runs = await Promise.all([
    runProject({ runner: 'vitest5', args: ['--maxWorkers', '4'], project }),
    runProject({ runner: 'vitest5', args: ['--maxWorkers', '4', '--pool', 'threads'], project }),
    runProject({ runner: 'jest30', args: ['-w', '4'], project }),
    runProject({ runner: 'jest30', args: ['-w', '4'], project }),
  ])
  for (const run of runs) expectPassed(run, 20)
})

function expectPassed({ exitCode, passed, failed, output }: Run, count: number): void {
  expect({ exitCode, passed, failed }, output).toEqual({ exitCode: 0, passed: count, failed: 0 })
}
