import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { filterFlows, FlowAssembler, type Flow, type JournalEvent } from '../../packages/capture/src/index.js'
import { TrafficReader } from '../../packages/capture/src/flow/traffic-reader.js'
import { encodeJournal } from '../vectors/encode-journal.mjs'
import { makeRandom } from './random.js'

/** CLOCK_REALTIME of a record at 0. */
const beginNs = 1_700_000_005_000_000_000n
const seed = 20261123

interface Step {
  at: number
  process: number
  record: object
}

test('what came after a mark is the same whether all is read for it or only what is new', () => {
  for (let round = 0; round < 3; round++) {
    const random = makeRandom(seed + round)
    const directory = temporaryDirectory()
    const steps = makeSteps(random)
    write(directory, steps.slice(0, 1))
    const again = new TrafficReader(directory)
    for (let count = 1; count < steps.length; count += 1 + random(12)) {
      write(directory, steps.slice(0, count))
      const mark = beginNs + BigInt((steps[Math.max(0, count - random(40))] as Step).at)
      expect(describe(again, mark), `round ${round}, ${count} records`).toEqual(
        describe(new TrafficReader(directory), mark, true),
      )
    }
    again.close()
  }
})

test('a send that was underway counts as what became of it', () => {
  const directory = temporaryDirectory()
  const open = { at: 1, process: 0, record: { kind: 'open', socket: 1, own: '10.0.0.1:9', remote: '10.0.0.2:80' } }
  const send = (result: number | 'unknown') => ({
    at: 2,
    process: 0,
    record: { kind: 'send', socket: 1, text: 'hello', result },
  })
  const later = { at: 3000, process: 0, record: { kind: 'send', socket: 1, text: 'later' } }
  const read = (reader: TrafficReader, at: number) => flowsOf(reader.read(beginNs + BigInt(at)))[0]?.sent.toString()
  for (const [result, sent] of [
    [-11, 'later'],
    [2, 'helater'],
  ] as const) {
    write(directory, [open, send('unknown'), later])
    const reader = new TrafficReader(directory)
    expect(read(reader, 2000)).toBe('hellolater')
    write(directory, [open, send(result), later])
    expect(read(reader, 2000)).toBe(sent)
    reader.close()
  }
})

test('payload that was lost before the mark is no problem of what came after it', () => {
  const directory = temporaryDirectory()
  const send = (at: number, text: string) => ({ at, process: 0, record: { kind: 'send', socket: 1, text } })
  write(directory, [send(1, 'a'.repeat(30)), send(2, 'b'.repeat(30)), send(3, 'c'.repeat(60))], 64)
  const reader = new TrafficReader(directory)
  const lost = (at: number) => reader.problems(beginNs + BigInt(at)).map(({ lostBytes }) => lostBytes)
  expect([lost(0), lost(2), lost(3)]).toEqual([[56], [26], []])
  reader.close()
})

/** Connections and conversations of two processes, whose endpoints are used again and again, with all that may happen. */
function makeSteps(random: (below: number) => number): Step[] {
  const steps: Step[] = []
  const open: { socket: number; server: object; isLate: boolean }[] = []
  const unaccepted: object[] = []
  const add = (process: number, record: object) => steps.push({ at: steps.length * 1000, process, record })
  for (let socket = 1; steps.length < 150; socket++) {
    const server = random(8) === 0 ? unaccepted.shift() : undefined
    if (server) add(1, server)
    const one = open[random(open.length + 1)]
    const what = random(12)
    if (!one || what < 2) {
      const ends = { client: `10.0.0.1:${40_000 + random(8)}`, server: '10.0.0.2:80' }
      const client = { kind: 'open', socket, own: ends.client, remote: ends.server }
      const server = { ...client, role: 'server', own: ends.server, remote: ends.client }
      const isLate = random(4) === 0
      add(0, client)
      if (!isLate) add(1, server)
      open.push({ socket, server, isLate })
    } else if (what < 7) add(random(2), { kind: 'send', socket: one.socket, text: 'x'.repeat(1 + random(9)) })
    else if (what < 9) add(random(2), { kind: random(2) ? 'end' : 'shutdown', how: 1, socket: one.socket })
    else if (what < 10) {
      open.splice(open.indexOf(one), 1)
      add(0, { kind: 'close', socket: one.socket, isReset: random(5) === 0 })
      if (one.isLate) unaccepted.push(one.server)
      else if (random(8)) add(1, { kind: 'close', socket: one.socket })
    } else {
      const [own, remote] = [`10.0.0.1:${50_000 + random(5)}`, '10.0.0.2:53']
      const isAnswer = random(2) === 1
      const ends = isAnswer ? { own: remote, remote: own } : { own, remote }
      const protocol = random(2) ? 'udp' : 'udplite'
      add(isAnswer ? 1 : 0, { kind: 'datagram', protocol, socket: 10_000 + socket, ...ends, text: 'ask' })
    }
  }
  return steps
}

function describe(reader: TrafficReader, since: bigint, isOnce = false) {
  const flows = filterFlows(flowsOf(reader.read(isOnce ? undefined : since)), { since })
  return flows.map(describeFlow)
}

function describeFlow({ protocol, client, server, chunks, endings, outcome, beginNs, endNs }: Flow) {
  const said = chunks.map(({ direction, bytes }) => `${direction} ${bytes?.toString()}`)
  return { protocol, client, server, said, endings, outcome, beginNs, endNs }
}

function flowsOf(events: Iterable<JournalEvent>): Flow[] {
  const assembler = new FlowAssembler()
  for (const event of events) assembler.add(event)
  return assembler.flows()
}

function write(directory: string, steps: readonly Step[], capacity = 4096): void {
  mkdirSync(directory, { recursive: true })
  for (const process of [0, 1]) {
    const records = steps.filter((step) => step.process === process).map(({ at, record }) => ({ at, ...record }))
    const host = { index: process + 1, name: `host${process}` }
    const made = encodeJournal({ pid: process + 1, program: 'a', host, capacity, records })
    writeFileSync(path.join(directory, `${made.name}.events`), made.events)
    writeFileSync(path.join(directory, `${made.name}.bytes`), made.bytes)
  }
}

function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'traffic-reader-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return path.join(directory, 'journal')
}
