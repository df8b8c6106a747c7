import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeMode, mode } from './modes.ts'
import { runProjectOften } from './run-project.ts'

const modes = [
  mode('vitest5'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'threads', '--no-isolate'),
  mode('jest30', '-i'),
]

const text = (said: string, answer = `you said ${said}`) =>
  ['web (node) -> echo (node), tcp 7', `  > ${said}`, `  < ${answer}`].join('\n')

describe('snapshots of traffic are written, compared and updated, with the same text in each runner', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      await runProjectOften({ ...one, project: 'projects/traffic-snapshots' }, async (run, folder) => {
        const read = (file: string) => readFileSync(join(folder, file), 'utf8')
        const updated = one.runner === 'jest30' ? '--updateSnapshot' : '--update'
        const asInCi = one.runner === 'jest30' ? ['--ci'] : []

        const first = await run([], { WORD: 'hello', CI: '' })
        expect(first, first.output).toMatchObject({ passed: 5, failed: 0 })
        expect(read('pictures/echo.txt')).toBe(`${text('hello')}\n`)
        expect(read('__snapshots__/traffic.test.js.snap')).toContain(`\n${text('hello')}\n`)
        expect(read('__snapshots__/traffic.test.js.snap')).toContain(`\n${text('hello', 'you said <redacted>')}\n`)
        expect(unindent(read('traffic.test.js'))).toContain(unindent(text('hello')))
        expect(unindent(read('traffic.test.js'))).toContain(unindent(text('HELLO', 'YOU SAID HELLO')))

        const same = await run(asInCi, { WORD: 'hello', CI: '1' })
        expect(same, same.output).toMatchObject({ passed: 5, failed: 0 })

        const other = await run(asInCi, { WORD: 'goodbye', CI: '1' })
        expect(other, other.output).toMatchObject({ passed: 1, failed: 4 })
        expect(other.output).toMatch(/- +> hello\n[^]*\+ +> goodbye/)

        const update = await run([updated], { WORD: 'goodbye', CI: '1' })
        expect(update, update.output).toMatchObject({ passed: 5, failed: 0 })
        expect(read('pictures/echo.txt')).toBe(`${text('goodbye')}\n`)
        expect(unindent(read('traffic.test.js'))).toContain(unindent(text('goodbye')))

        const last = await run(asInCi, { WORD: 'goodbye', CI: '1' })
        expect(last, last.output).toMatchObject({ passed: 5, failed: 0 })
      })
    })
})

function unindent(source: string): string {
  return source.replaceAll(/^ +/gm, '')
}
