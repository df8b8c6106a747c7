import { describe, expect, test } from 'vitest'
import { describeMode, mode } from './modes.ts'
import { runProject } from './run-project.ts'

const modes = [mode('jest30', '-i'), mode('jest30', '-w', '2', '--workerThreads')]
const project = 'projects/setup-files'

describe('what Jest runs before it sets up an environment is on the network', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      const { passed, failed, output } = await runProject({ ...one, project })
      expect({ passed, failed }, output).toEqual({ passed: 2, failed: 0 })
    })
})

test('each file says that its setup file fails, and not what came of that', async () => {
  const { exitCode, output } = await runProject({ runner: 'jest30', args: ['-i'], project, env: { SETUP: 'fails' } })
  expect(exitCode).toBe(1)
  expect(output.match(/the setup file fails/g)?.length, output).toBeGreaterThanOrEqual(2)
  expect(output).not.toContain('ALREADY_ENTERED')
})
