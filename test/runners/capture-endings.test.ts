import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readWords } from './captured-words.ts'
import { describeMode, mode } from './modes.ts'
import { runProjectOften } from './run-project.ts'

const modes = [
  mode('vitest5', '--pool', 'forks', '--maxWorkers', '1', '--no-isolate'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'threads', '--maxWorkers', '1'),
  mode('vitest4', '--pool', 'vmForks', '--maxWorkers', '1'),
  mode('jest30', '-i'),
  mode('jest30', '-w', '2', '--workerThreads'),
]

/** What was said on the network while each of the tests ran. */
const ofEachTest = {
  'endings-is-number-1': ['is number 1'],
  'endings-is-number-2': ['is number 2'],
  'endings-fails-beside-another': ['fails beside another', 'passes beside another'],
  'endings-twins-have-one-name': ['first twin', 'second twin'],
  'endings-takes-too-long': ['takes too long'],
  'endings-asserts-too-little': ['asserts too little'],
  'endings-does-not-fail-as-it-should': ['does not fail as it should'],
  'endings-afterEach-fails': ['before afterEach'],
  'endings-afterAll': ['before afterAll', 'in afterAll'],
  'retries-fails-each-time': ['try 3'],
}
const ofJest = {
  // A test fails with the hook of its group, and with a rejection that nobody handles.
  'endings-beforeAll-fails': ['in beforeAll'],
  'rejections-leaves-a-rejection': ['leaves a rejection'],
}
const ofVitest = { 'endings-beforeAll': ['in beforeAll'], unloadable: ['before the first test'] }

describe('however tests end, those that fail leave a capture each, and the others none', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      await runProjectOften({ ...one, project: 'projects/capture-endings' }, async (run, folder) => {
        const directory = join(folder, '.socketwrap')
        const { output } = await run()
        const expected = { ...ofEachTest, ...(one.runner === 'jest30' ? ofJest : ofVitest) }
        expect(await readCaptures(directory), output).toEqual(expected)
        for (const name of readdirSync(directory)) expect(output).toContain(join('.socketwrap', name))

        const passed = await run([], { PASSES: '1' })
        expect(passed, passed.output).toMatchObject({ failed: 0, exitCode: 0 })
        expect(existsSync(directory)).toBe(false)
      })
    })
})

/** The words of each capture, by its name without the hash: of two with one name, both. */
async function readCaptures(directory: string): Promise<Record<string, string[]>> {
  const captures: Record<string, string[]> = {}
  for (const name of readdirSync(directory).sort()) {
    const title = name.replace(/-[\da-f]{10}\.pcapng$/, '')
    captures[title] = [...(captures[title] ?? []), ...(await readWords(join(directory, name)))].sort()
  }
  return captures
}
