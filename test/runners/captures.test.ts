import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Flow, readFlows } from '@socketwrap/capture'
import { describe, expect, test } from 'vitest'
import { describeMode, mode } from './modes.ts'
import { runProjectOften } from './run-project.ts'

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
        const directory = join(folder, 'captures')
        const captures = () => (existsSync(directory) ? readdirSync(directory) : [])

        const failed = await run([], { FAILS: '1' })
        expect(failed, failed.output).toMatchObject({ passed: 1, failed: 1 })
        expect(captures()).toEqual([expect.stringMatching(/^captures-a-group-fails-a-b-[\da-f]{10}\.pcapng$/)])
        const file = join(directory, captures()[0] as string)
        expect(failed.output).toContain(`Capture: ${file}`)
        expect(failed.output).toMatch(/Last exchanges:\n[^]*─ goodbye ─[^]*Capture: /)
        expect(readFileSync(file).includes('captures.test.js > a group > fails: "a/b"')).toBe(true)
        const flows = await flowsOf(file)
        expect(flows.map(({ sent, received }) => [`${sent}`, `${received}`])).toEqual([['goodbye', 'you said goodbye']])
        if (one.runner !== 'jest30') expect(attachments(folder)).toEqual([readFileSync(file)])

        const passed = await run()
        expect(passed, passed.output).toMatchObject({ passed: 2, failed: 0 })
        expect(captures()).toEqual([])
      })
    })

  test('always: each file leaves one, with all that crossed its network', async () => {
    for (const runner of ['vitest5', 'jest30'] as const)
      await runProjectOften({ ...mode(runner), project: 'projects/recorded' }, async (run, folder) => {
        const done = await run()
        expect(done, done.output).toMatchObject({ passed: 1, failed: 0 })
        const [name, ...others] = readdirSync(join(folder, '.socketwrap'))
        expect(others).toEqual([])
        const [flow] = await flowsOf(join(folder, '.socketwrap', name as string))
        expect(`${flow?.sent}`).toBe('hello')
      })
  })
})

async function flowsOf(file: string): Promise<Flow[]> {
  const flows: Flow[] = []
  for await (const flow of readFlows(file)) flows.push(flow)
  return flows
}

/** What Vitest's reporters get is copied to a folder that has another name in each version. */
function attachments(folder: string): Buffer[] {
  const places = ['.vitest/attachments', '.vitest-attachments'].map((place) => join(folder, place)).filter(existsSync)
  return places.flatMap((place) => readdirSync(place).map((name) => readFileSync(join(place, name))))
}
