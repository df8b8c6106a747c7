import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readWords } from './captured-words.ts'
import { describeMode, mode } from './modes.ts'
import { type Run, runProjectOften } from './run-project.ts'

const modes = [
  mode('vitest5'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'threads', '--no-isolate'),
  mode('jest30', '-i'),
]

describe('a failed test leaves a capture, and one that passes leaves none', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      await runProjectOften({ ...one, project: 'projects/captures' }, async (run, folder) => {
        const directory = join(folder, 'out/captures')

        const failed = await run([], { FAILS: '1' })
        expect(failed, failed.output).toMatchObject({ passed: 1, failed: 2 })
        const [group, tooMuch] = readdirSync(directory).sort()
        expect(group).toMatch(/^captures-a-group-fails-a-b-[\da-f]{10}\.pcapng$/)
        expect(failed.output).toMatch(
          new RegExp(`Last exchanges:\n[^]*─ goodbye ─[^]*Capture:\n *out/captures/${group}\n`),
        )
        const file = join(directory, String(group))
        expect(readFileSync(file).includes('captures.test.js > a group > fails: "a/b"')).toBe(true)
        expect(await readWords(file)).toEqual(['goodbye'])
        expectMissing(failed, join(directory, String(tooMuch)))
        if (one.runner !== 'jest30') expectAttached(folder, [group, tooMuch].map(String))

        const passed = await run()
        expect(passed, passed.output).toMatchObject({ passed: 3, failed: 0 })
        expect(existsSync(directory)).toBe(false)
        expect(attachments(folder)).toEqual([])
      })
    })
})

test('a run in which all tests pass leaves no file', async () => {
  for (const runner of ['vitest5', 'jest30'] as const)
    await runProjectOften({ ...mode(runner), project: 'projects/captures' }, async (run, folder) => {
      // The runners' own: what they were asked for, and a cache.
      const before = [...readdirSync(folder), 'results.json', 'node_modules']
      const { output } = await run()
      expect(output).not.toMatch(/Capture:|Network:|exchanges/)
      expect(readdirSync(folder).filter((name) => !before.includes(name))).toEqual([])
    })
})

test('a capture that cannot be written is told, and the test ends as it would have', async () => {
  for (const runner of ['vitest5', 'jest30'] as const)
    await runProjectOften({ ...mode(runner), project: 'projects/captures' }, async (run, folder) => {
      writeFileSync(join(folder, 'out'), 'this is no directory')
      const failed = await run([], { FAILS: '1' })
      expect(failed, failed.output).toMatchObject({ passed: 1, failed: 2 })
      expect(failed.output).toMatch(/Capture:\n *could not be written: ENOTDIR: not a directory/)
      const passed = await run()
      expect(passed, passed.output).toMatchObject({ passed: 3, failed: 0 })
    })
})

test('always: each file leaves one, with all that crossed its network', async () => {
  for (const one of [mode('vitest5'), mode('vitest4', '--no-isolate'), mode('jest30')])
    await runProjectOften({ ...one, project: 'projects/recorded' }, async (run, folder) => {
      const done = await run()
      expect(done, done.output).toMatchObject({ passed: 1, failed: 0 })
      const [name, ...others] = readdirSync(join(folder, '.socketwrap'))
      expect(others).toEqual([])
      expect(await readWords(join(folder, '.socketwrap', String(name)))).toEqual(['hello'])
    })
})

/** More than captureLimitMiB was sent, and both the report and the file say so. */
function expectMissing({ output }: Run, file: string): void {
  const missing = /missing: the first \d+ of 2097159 bytes from test to db:7/.exec(output)?.[0]
  expect(missing, output).toBeDefined()
  expect(output).toContain('captureLimitMiB')
  const capture = readFileSync(file)
  expect(capture.includes(`captures.test.js > says too much\n${missing}`)).toBe(true)
  expect(capture.includes('bytes from here on were not kept')).toBe(true)
}

function expectAttached(folder: string, names: string[]): void {
  const captures = names.map((name) => readFileSync(join(folder, 'out/captures', name)))
  expect(attachments(folder)).toHaveLength(names.length)
  expect(attachments(folder)).toEqual(expect.arrayContaining(captures))
  const { testResults } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'))
  const told = testResults[0].assertionResults.flatMap((result: { meta: object }) => result.meta)
  const paths = names.map((name) => ({ socketwrap: { capture: `out/captures/${name}` } }))
  expect(told).toEqual(expect.arrayContaining([{}, ...paths]))
}

/** What Vitest's reporters get is copied to a folder that has another name in each version. */
function attachments(folder: string): Buffer[] {
  const places = ['.vitest/attachments', '.vitest-attachments'].map((place) => join(folder, place)).filter(existsSync)
  return places.flatMap((place) => readdirSync(place).map((name) => readFileSync(join(place, name))))
}
