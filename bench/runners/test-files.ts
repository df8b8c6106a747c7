import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const runs = join(import.meta.dirname, '.runs')

/** A folder with so many small test files, from which the workspace's runners and environments are found. */
export function makeTestFiles(count: number): { folder: string; remove: () => void } {
  mkdirSync(runs, { recursive: true })
  const folder = mkdtempSync(join(runs, 'files-'))
  for (let number = 1; number <= count; number++)
    writeFileSync(join(folder, `file-${String(number).padStart(3, '0')}.test.js`), testFile)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

const testFile = `
test('adds', () => {
  expect(1 + 1).toBe(2)
})
`
