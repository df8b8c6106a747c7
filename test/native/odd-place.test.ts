import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from './compile.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sw-odd-place-'))
const original = path.dirname(createRequire(import.meta.url).resolve('@socketwrap/native/package.json'))
const script = fileURLToPath(new URL('fixtures/odd-place.cjs', import.meta.url))

beforeAll(() => {
  chmodSync(folder, 0o755)
  compile('where', path.join(folder, 'where'))
  compile('become', path.join(folder, 'become'))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the script with a copy of the package in `place`. */
async function runIn(place: string) {
  mkdirSync(place)
  const built = readdirSync(path.join(original, 'build'), { withFileTypes: true })
  const binaries = built.filter((entry) => entry.isFile()).map(({ name }) => `build/${name}`)
  for (const name of ['dist', 'package.json', ...binaries]) {
    cpSync(path.join(original, name), path.join(place, name), { recursive: true })
  }
  const entry = path.join(place, 'dist/index.cjs')
  const programs = [path.join(folder, 'where'), path.join(folder, 'become')]
  return promisify(execFile)(process.execPath, [script, entry, ...programs])
}

test('the package works in a path with spaces and colons', async () => {
  expect(await runIn(path.join(folder, 'my project: one'))).toEqual({ stdout: 'done\n', stderr: '' })
})

test('a daemon that gave up root stays inside, though its user cannot read the package', async () => {
  const secret = path.join(folder, 'secret')
  mkdirSync(secret, 0o700)
  expect(await runIn(path.join(secret, 'native'))).toEqual({ stdout: 'done\n', stderr: '' })
})
