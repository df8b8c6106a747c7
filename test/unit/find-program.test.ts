import { chmodSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findProgram } from '../../packages/socketwrap/src/program/find-program.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'find-program-'))
  mkdirSync(path.join(folder, 'bin'))
  mkdirSync(path.join(folder, 'first', 'tool'), { recursive: true })
  for (const name of ['tool', 'plain']) writeFileSync(path.join(folder, 'bin', name), '#!/bin/sh\n')
  chmodSync(path.join(folder, 'bin', 'tool'), 0o755)
  chmodSync(path.join(folder, 'bin', 'plain'), 0o644)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a name is looked for in PATH, and a directory of that name is passed over', () => {
  expect(findProgram('tool', '/', `${folder}/first:${folder}/bin`)).toBe(`${folder}/bin/tool`)
})
test('a relative entry of PATH and a relative path start at the working directory', () => {
  expect(findProgram('tool', folder, 'bin')).toBe(`${folder}/bin/tool`)
  expect(findProgram('./bin/tool', folder, '')).toBe(`${folder}/bin/tool`)
})
test('a program that is not there is named with the places that were searched', () => {
  expect(() => findProgram('redis-serverr', '/', `${folder}/bin`)).toThrow(
    expect.objectContaining({ code: 'PROGRAM_NOT_FOUND', message: expect.stringContaining(`${folder}/bin`) }),
  )
})
test('a file without the right to execute is an error of its own', () => {
  expect(() => findProgram('plain', '/', `${folder}/bin`)).toThrow(
    expect.objectContaining({ code: 'PROGRAM_NOT_EXECUTABLE' }),
  )
  expect(() => findProgram(folder, '/', '')).toThrow(expect.objectContaining({ code: 'PROGRAM_NOT_EXECUTABLE' }))
})
