import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { explainUnsupported, platformName } from '../../packages/native/src/platform.js'

test('Linux on x64 with glibc is supported', () => {
  expect(explainUnsupported('linux', 'x64', process.execPath)).toBeUndefined()
})

test('another system is named, with a way out', () => {
  expect(explainUnsupported('darwin', 'arm64')).toMatch(/Linux only, and this is darwin.*container/)
})

test('another processor is named', () => {
  expect(explainUnsupported('linux', 'arm64')).toMatch(/x64 only, and this is arm64/)
})

test('a Node that is linked with musl is named', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'musl-'))
  const node = path.join(folder, 'node')
  try {
    writeFileSync(node, '\u007fELF\0\0/lib/ld-musl-x86_64.so.1\0')
    expect(explainUnsupported('linux', 'x64', node)).toContain(`${node} is linked with musl`)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the platform package is named after system, processor and libc', () => {
  expect(platformName('linux', 'x64')).toBe('linux-x64-gnu')
})
