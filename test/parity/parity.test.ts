import { expect, test } from 'vitest'
import { findCases } from './case-file.ts'
import { commandOf } from './compile.ts'
import { differencesBetween, readKnownDifferences } from './differences.ts'
import { runEntered, runOnKernel, runPreloaded, runRecorded } from './run-case.ts'

const cases = findCases()
const known = readKnownDifferences()

test('every known difference belongs to a case', () => {
  const ids = [...known.keys()].map((key) => key.replace(/, recorded$/, ''))
  expect(ids.filter((id) => !cases.some((file) => file.id === id))).toEqual([])
})

test('every title is used once', () => {
  const titles = cases.map(({ title }) => title)
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
})

for (const file of cases) {
  const expected = known.get(file.id)
  test.concurrent(`${file.title} (${file.id})`, async () => {
    const command = await commandOf(file)
    const kernel = await runOnKernel(command)
    expect(kernel.at(-1)).toBe('the program exits with 0')
    const shim = await runPreloaded(command)
    if (expected === undefined) expect(shim).toEqual(kernel)
    else expect(differencesBetween(kernel, shim)).toEqual(expected)
    const recorded = differencesBetween(shim, await runRecorded(command))
    expect(recorded, 'on a network that records').toEqual(known.get(`${file.id}, recorded`) ?? [])
    if (file.language === 'mjs') expect(await runEntered(command)).toEqual(kernel)
  })
}
