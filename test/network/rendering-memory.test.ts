import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodeJournal } from '../vectors/encode-journal.mjs'

/**
 * JavaScript's own memory; a program that needs more ends with an error. What is young lets V8 grow as it likes, by
 * how fast the machine is, so that it is held small: what is measured is what the rendering keeps.
 */
const memoryOptions = ['--max-old-space-size=40', '--max-semi-space-size=4']
/** A collection is over when it returns, with all that belongs to it. */
const collectionOptions = ['--expose-gc', '--single-threaded-gc']
/** Of the whole process. Node alone takes about 50. */
const mostResidentMB = 150
/** Between one recording and another of many times its length. */
const mostGrowthMB = 15
const residentMB = `Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024`
const render = `
  import { readFileSync } from 'node:fs'
  import { readCapture, readJournal, writePcapng } from '@socketwrap/capture'
  const [directory, file] = process.argv.slice(1)
  await writePcapng(readJournal(directory), file)
  const residentMB = ${residentMB}
  let ends = 0
  const isEnd = ({ kind, data }) => kind === 'packet' && (data[33] & 1) === 1
  if (file !== '/dev/null') for await (const item of readCapture(file)) if (isEnd(item)) ends += 1
  console.log(JSON.stringify({ residentMB, ends }))
`
const write = `
  import { readFileSync } from 'node:fs'
  import { assembleFlows, formatSnapshot, readJournal } from '@socketwrap/capture'
  const text = formatSnapshot(await assembleFlows(readJournal(process.argv[1])))
  console.log(JSON.stringify({ residentMB: ${residentMB}, text }))
`

const look = `
  import { TrafficReader } from '@socketwrap/capture'
  const reader = new TrafficReader(process.argv[1])
  for (const event of reader.read()) if ('payload' in event) event.payload.read()
  reader.close()
  gc()
  console.log(process.memoryUsage().arrayBuffers / 2 ** 20)
`

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'rendering-memory-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

test('a recording that is many times larger than memory can be written as packets', () => {
  const count = 4000
  const sends = Array.from({ length: count }, (_, index) => ({
    kind: 'send',
    at: 100_000 + index,
    socket: 1 + (index % 3000),
    length: 2 ** 17,
  }))
  const opens = Array.from({ length: 3000 }, (_, index) => ({ kind: 'open', at: index, ...connection(index) }))
  record([...opens, ...sends], count * 2 ** 17)
  expect(renderTo('/dev/null').residentMB).toBeLessThan(mostResidentMB)
})

test('a conversation that is longer than anyone reads has a text, of which the begin is in memory', () => {
  const sends = Array.from({ length: 2000 }, (_, index) => ({
    kind: 'send',
    at: 1 + index,
    socket: 1,
    length: 2 ** 17,
  }))
  record([{ kind: 'open', at: 0, ...connection(0) }, ...sends], 2000 * 2 ** 17)
  const { residentMB, text } = runScript(write)
  expect(text).toMatch(/\n {2}> \(\d+ more bytes are not looked at\)$/)
  expect(residentMB).toBeLessThan(mostResidentMB)
})

test('connections of which nobody recorded the other end take no memory when they are over', () => {
  const [few, many] = [12_000, 60_000].map(renderConnections)
  expect(few).toMatchObject({ ends: 12_000 })
  expect(many).toMatchObject({ ends: 60_000 })
  expect(many?.residentMB).toBeLessThan((few?.residentMB ?? 0) + mostGrowthMB)
  expect(many?.residentMB).toBeLessThan(mostResidentMB)
})

test('between two looks no memory is taken for the processes that were read', () => {
  const sends = Array.from({ length: 20 }, (_, index) => ({ kind: 'send', at: 1 + index, socket: 1, text: 'hello' }))
  const records = [{ kind: 'open', at: 0, ...connection(0) }, ...sends]
  for (let pid = 1; pid <= 200; pid++) record(records, 2 ** 16, pid)
  expect(runScript(look)).toBeLessThan(10)
})

function renderConnections(count: number) {
  const betweenNs = 100_000
  const records = Array.from({ length: count }, (_, index) => [
    { kind: 'open', at: betweenNs * index, ...connection(index) },
    { kind: 'send', at: betweenNs * index + 1, socket: index + 1, text: 'hello' },
    { kind: 'close', at: betweenNs * index + 2, socket: index + 1, sent: 5 },
  ])
  record(records.flat(), 2 ** 20)
  return renderTo(path.join(directory, 'out.pcapng'))
}

function connection(index: number) {
  return { socket: index + 1, own: `10.0.0.2:${1024 + (index % 60_000)}`, remote: '10.0.0.3:80' }
}

function record(records: object[], capacity: number, pid = 1): void {
  const host = { index: 1, name: 'web' }
  const { name, events, bytes } = encodeJournal({ pid, program: 'client', host, capacity, records })
  const journal = path.join(directory, 'journal')
  mkdirSync(journal, { recursive: true })
  writeFileSync(path.join(journal, `${name}.events`), events)
  writeFileSync(path.join(journal, `${name}.bytes`), bytes.subarray(0, 2 ** 20))
  truncateSync(path.join(journal, `${name}.bytes`), capacity)
}

function renderTo(file: string): { residentMB: number; ends: number } {
  return runScript(render, file)
}

function runScript(script: string, ...args: string[]) {
  const options = [...memoryOptions, ...collectionOptions, '--input-type=module', '-e', script]
  return JSON.parse(execFileSync(process.execPath, [...options, directory, ...args], { encoding: 'utf8' }))
}
