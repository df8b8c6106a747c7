import { describe, expect, test } from 'vitest'
import { findLeftBehind } from './left-behind.ts'
import { describeMode, modes } from './modes.ts'
import { findNode } from './node-versions.ts'
import { runProject } from './run-project.ts'

describe('with one line of configuration each file has its own network, and leaves nothing behind', () => {
  for (const mode of modes)
    test.skipIf(!findNode(mode.node))(describeMode(mode), async () => {
      const { output, passed, failed, records, exitCode } = await runProject({ ...mode, project: 'projects/modes' })
      expect({ exitCode, passed, failed }, output).toEqual({ exitCode: 0, passed: 12, failed: 0 })

      const begins = records.filter(({ event }) => event === 'begin')
      expect(begins.map(({ name }) => name).sort()).toEqual(['four', 'one', 'three', 'two'])
      expect(begins.map(({ hosts }) => hosts)).toEqual(Array(4).fill(['test']))
      expect(new Set(begins.map(({ id }) => id)).size).toBe(4)

      const pids = records.filter(({ event }) => event === 'program').map(({ pid }) => pid)
      const directories = begins.map(({ directory }) => directory)
      expect(pids).toHaveLength(8)
      expect(findLeftBehind(directories, pids)).toEqual([])
    })
})
