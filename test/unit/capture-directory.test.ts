import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CaptureDirectory } from '../../packages/socketwrap/src/environment/capture-directory.js'
import { currentOwner, formatOwner } from '../../packages/socketwrap/src/process/owner.js'

let base: string
let directory: string

beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'captures-'))
  directory = path.join(base, 'made', 'captures')
})
afterEach(() => rmSync(base, { recursive: true }))

const write = (captures: CaptureDirectory, name: string, text = name) =>
  captures.write(name, async (file) => writeFileSync(file, text))

test('the directory is there as long as there is a file in it', async () => {
  const captures = new CaptureDirectory(directory)
  captures.sweep()
  expect(existsSync(directory)).toBe(false)
  await write(captures, 'a.pcapng')
  await write(captures, 'b.pcapng')
  expect(readdirSync(directory).sort()).toEqual(['a.pcapng', 'b.pcapng'])
  expect(captures.remove('a.pcapng')).toBe(true)
  expect(captures.remove('a.pcapng')).toBe(false)
  expect(readdirSync(directory)).toEqual(['b.pcapng'])
  expect(captures.remove('b.pcapng')).toBe(true)
  expect(existsSync(directory)).toBe(false)
})

test('what an earlier run has left can be removed', async () => {
  await write(new CaptureDirectory(directory), 'a.pcapng')
  const captures = new CaptureDirectory(directory)
  expect(captures.isEmpty).toBe(false)
  expect(captures.remove('a.pcapng')).toBe(true)
  expect(captures.isEmpty).toBe(true)
  expect(existsSync(directory)).toBe(false)
})

test('what others have put there stays', async () => {
  mkdirSync(directory, { recursive: true })
  for (const name of ['.gitkeep', 'mine.part', 'mine.pcapng.1-2-3.part']) writeFileSync(path.join(directory, name), '')
  const captures = new CaptureDirectory(directory)
  await write(captures, 'a.pcapng')
  captures.remove('a.pcapng')
  captures.sweep()
  expect(readdirSync(directory).sort()).toEqual(['.gitkeep', 'mine.part', 'mine.pcapng.1-2-3.part'])
})

test('a file that cannot be finished leaves nothing, not even the one of an earlier run', async () => {
  const captures = new CaptureDirectory(directory)
  await write(captures, 'a.pcapng', 'of an earlier run')
  const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  const failing = captures.write('a.pcapng', async (file) => {
    writeFileSync(file, 'the first half')
    throw noSpace
  })
  await expect(failing).rejects.toBe(noSpace)
  expect(existsSync(directory)).toBe(false)
})

test('nobody sees a file before it is whole', async () => {
  const captures = new CaptureDirectory(directory)
  await captures.write('a.pcapng', async (file) => {
    writeFileSync(file, 'half')
    expect(readdirSync(directory)).not.toContain('a.pcapng')
    writeFileSync(file, 'whole')
  })
  expect(readFileSync(path.join(directory, 'a.pcapng'), 'utf8')).toBe('whole')
})

test('what a dead process has not finished is swept, and what a living one writes is not', () => {
  const { pid } = spawnSync('true')
  const dead = `a.pcapng.${formatOwner({ ...currentOwner(), pid })}.part`
  const reused = `b.pcapng.${formatOwner({ ...currentOwner(), startTicks: 1 })}.part`
  const living = `c.pcapng.${formatOwner(currentOwner())}.part`
  mkdirSync(directory, { recursive: true })
  for (const name of [dead, reused, living]) writeFileSync(path.join(directory, name), '')
  new CaptureDirectory(directory).sweep()
  expect(readdirSync(directory)).toEqual([living])
  rmSync(path.join(directory, living))
  writeFileSync(path.join(directory, dead), '')
  new CaptureDirectory(directory).sweep()
  expect(existsSync(directory)).toBe(false)
})

test('several workers may write and remove at the same time', async () => {
  const workers = Array.from({ length: 8 }, () => new CaptureDirectory(directory))
  const rounds = workers.map(async (captures, index) => {
    for (let round = 0; round < 50; round++) {
      await write(captures, `${index}.pcapng`)
      expect(captures.remove(`${index}.pcapng`)).toBe(true)
    }
  })
  await Promise.all(rounds)
  expect(existsSync(directory)).toBe(false)
})

test.each(['/proc/captures', '/dev/null/captures'])(
  'a directory that cannot be made is an error: %s',
  async (place) => {
    const captures = new CaptureDirectory(place)
    await expect(write(captures, 'a.pcapng')).rejects.toMatchObject({ code: expect.stringMatching(/^E[A-Z]+$/) })
    expect(captures.remove('a.pcapng')).toBe(false)
    captures.sweep()
  },
)
