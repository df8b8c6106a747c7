import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FileCapture } from '../../packages/socketwrap/src/environment/file-capture.js'
import { fromWriteError } from '../../packages/socketwrap/src/traffic/capture-error.js'
import { flow } from './text-flow.js'

let root: string
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'project-'))))
afterEach(() => rmSync(root, { recursive: true }))

const task = { task: {}, names: ['a', 'b'], twins: [0, 0] }
const talk = [flow({ said: ['> a', '< b'] })]
const makeCapture = (directory = 'out/captures') =>
  new FileCapture({ path: path.join(root, 'x.test.ts'), root }, directory, 64)
const makeTraffic = (parts: { flows?: typeof talk; comments?: unknown[]; error?: unknown } = {}) => ({
  flows: parts.flows ?? talk,
  problems: [],
  writePcap: async (file: string, options: { comment?: string } = {}) => {
    writeFileSync(file, 'packets')
    parts.comments?.push(options.comment)
    if (parts.error) throw fromWriteError(parts.error, file)
  },
})

test('the path is told as it is from the root of the project, on a line of its own', async () => {
  const comments: unknown[] = []
  const { text, file } = await makeCapture().ofFailure(makeTraffic({ comments }), task)
  expect(text).toMatch(/^Capture:\n {2}out\/captures\/x-a-b-[\da-f]{10}\.pcapng$/)
  expect(file).toBe(path.join(root, text.split('\n  ')[1] as string))
  expect(existsSync(file as string)).toBe(true)
  expect(comments).toEqual(['x.test.ts > a > b'])
})

test('a path that is not below the root is told whole', async () => {
  const elsewhere = `${root}-elsewhere`
  const { text, file } = await makeCapture(elsewhere).ofFailure(makeTraffic(), task)
  rmSync(elsewhere, { recursive: true })
  expect(file).toMatch(elsewhere)
  expect(text).toBe(`Capture:\n  ${file}`)
})

test('a full disk is told, and leaves nothing', async () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { syscall: 'write' })
  const { text, file } = await makeCapture().ofFailure(makeTraffic({ error }), task)
  expect(text).toBe('Capture:\n  could not be written: ENOSPC: no space left on device, write')
  expect(file).toBeUndefined()
  expect(readdirSync(root)).toEqual(['out'])
})

test('what an earlier run has left goes when the test passes, or fails in silence', async () => {
  const capture = makeCapture()
  const { file } = await capture.ofFailure(makeTraffic(), task)
  expect(capture.passed(task)).toBe(file)
  expect(capture.passed(task)).toBeUndefined()
  await capture.ofFailure(makeTraffic(), task)
  expect(await capture.ofFailure(makeTraffic({ flows: [] }), task)).toEqual({ text: '' })
  expect(readdirSync(root)).toEqual(['out'])
})

test('what is missing is told below the path, and in the file', async () => {
  const comments: unknown[] = []
  const lossy = { ...flow({ said: [{ by: 'client', bytes: null, length: 7 }, '< b'] }), lostBytes: 7 }
  const { text } = await makeCapture().ofFailure(makeTraffic({ flows: [lossy], comments }), task)
  const missing = 'missing: the first 7 of 7 bytes from test to db:7000'
  expect(text).toContain(`.pcapng\n  ${missing}\n  (of each program`)
  expect(comments).toEqual([expect.stringContaining(`x.test.ts > a > b\n${missing}\n`)])
})
