import { describe, expect, test } from 'vitest'
import { findMissing } from './missing-programs.ts'
import { describeMode, modes } from './modes.ts'
import { findNode } from './node-versions.ts'
import { runProject } from './run-project.ts'

describe('each file gives the same name an address of its own, and every resolver knows it', () => {
  for (const mode of modes)
    test.skipIf(!findNode(mode.node) || findMissing('dig', 'getent'))(describeMode(mode), async () => {
      const { output, passed, failed, exitCode } = await runProject({ ...mode, project: 'projects/names' })
      expect({ exitCode, passed, failed }, output).toEqual({ exitCode: 0, passed: 20, failed: 0 })
    })
})
