import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages } from './install-packages.ts'

const runs = join(import.meta.dirname, '.runs')

/** A folder with so many small test files, in which the workspace's environments are installed. */
export function makeTestFiles(count: number): { folder: string; remove: () => void } {
  mkdirSync(runs, { recursive: true })
  const folder = mkdtempSync(join(runs, 'files-'))
  for (let number = 1; number <= count; number++)
    writeFileSync(join(folder, `file-${String(number).padStart(3, '0')}.test.js`), testFile)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  installPackages(folder)
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

const testFile = `
test('adds', () => {
  expect(1 + 1).toBe(2)
})
`
