import { expect, test } from 'vitest'
import { findMissing } from './missing-programs.ts'
import { describeMode, exampleModes } from './modes.ts'
import { runProject } from './run-project.ts'

// got and undici want Node 22, which Vitest 4 runs without here.
const modes = exampleModes.filter(({ runner }) => runner !== 'vitest4')

for (const mode of modes)
  test.skipIf(findMissing('redis-server'))(`packages reach fake hosts by name, ${describeMode(mode)}`, async () => {
    const { output, passed, failed, exitCode } = await runProject({ ...mode, project: 'projects/packages' })
    expect({ exitCode, passed, failed }, output).toEqual({ exitCode: 0, passed: 16, failed: 0 })
  })
