import { appendFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findLeftBehind } from './left-behind.ts'
import { describeMode, mode } from './modes.ts'
import { watchProject } from './run-project.ts'

const modes = [
  mode('vitest5', '--pool', 'forks', '--no-isolate', '--maxWorkers', '1'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'threads'),
  mode('jest30', '-i'),
]

describe('in watch mode each run has new networks', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      const settings = { ...one, project: 'projects/modes' }
      const isJest = one.runner === 'jest30'
      const records = await watchProject(settings, async (run, folder) => {
        const end = isJest ? 'Ran all test suites' : 'Waiting for file changes'
        const passed = isJest ? '12 passed, 12 total' : '12 passed (12)'
        expect(await run.waitFor(end)).toContain(passed)
        appendFileSync(join(folder, 'describe-file.js'), '\n// changed\n')
        expect(await run.waitFor(end)).toContain(passed)
      })
      const begins = records.filter(({ event }) => event === 'begin')
      expect(new Set(begins.map(({ id }) => id)).size).toBe(8)
      // The runner is stopped in the end, perhaps while it takes down the last network; the next start sweeps that.
      const firstRun = records.slice(0, records.indexOf(begins[4]!))
      const directories = begins.slice(0, 4).map(({ directory }) => directory)
      const pids = firstRun.flatMap(({ pid }) => pid ?? [])
      expect(pids.length).toBeGreaterThanOrEqual(4)
      expect(findLeftBehind(directories, pids)).toEqual([])
    })
})

describe('in watch mode a capture goes when its test passes again', () => {
  for (const one of [mode('vitest5'), mode('vitest4', '--pool', 'threads', '--no-isolate'), mode('jest30', '-i')])
    test(describeMode(one), async () => {
      const isJest = one.runner === 'jest30'
      await watchProject({ ...one, project: 'projects/captures', env: { FAILS: '1' } }, async (run, folder) => {
        const directory = join(folder, 'out/captures')
        const end = isJest ? 'Ran all test suites' : 'Waiting for file changes'
        expect(await run.waitFor(isJest ? end : 'Watching for file changes')).toContain('2 failed')
        expect(readdirSync(directory)).toHaveLength(2)
        writeFileSync(join(folder, 'is-broken.js'), 'export const isBroken = false\n')
        expect(await run.waitFor(end)).toContain('3 passed')
        expect(existsSync(directory)).toBe(false)
      })
    })
})
