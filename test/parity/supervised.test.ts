import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findCases } from './case-file.ts'
import { staticCommandOf } from './compile.ts'
import { runOnKernel, runSupervised } from './run-case.ts'

const cases = findCases()
const [always = '', sometimes = ''] = readFileSync(
  join(import.meta.dirname, 'supervised-differences.md'),
  'utf8',
).split('\n## Sometimes\n')
const idsIn = (text: string) => [...text.matchAll(/^- (\S+)$/gm)].map(([, id = '']) => id)
const [differing, unsteady] = [idsIn(always), idsIn(sometimes)]

test('every difference of supervised programs belongs to a case', () => {
  const known = new Set(cases.map(({ id }) => id))
  expect([...differing, ...unsteady].filter((id) => !known.has(id))).toEqual([])
})

for (const file of cases) {
  test.concurrent(`${file.title} (${file.id}), supervised`, async () => {
    const command = await staticCommandOf(file)
    const kernel = await runOnKernel(command)
    const supervised = await runSupervised(command)
    if (differing.includes(file.id)) expect(supervised).not.toEqual(kernel)
    else if (unsteady.includes(file.id)) expect(supervised.at(-1)).toBe(kernel.at(-1))
    else expect(supervised).toEqual(kernel)
  })
}
