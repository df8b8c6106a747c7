import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseCommandLine } from '../../bench/command-line.ts'
import { formatNumber, formatValue, formatVersus } from '../../bench/report/format-value.ts'
import { formatDetails, formatSummary } from '../../bench/report/markdown.ts'
import { drawPlot } from '../../bench/report/plot.ts'
import { mergeResults } from '../../bench/report/merge-results.ts'
import { fillMarked } from '../../bench/report/publish.ts'
import { formatTable } from '../../bench/report/text-table.ts'
import type { Cell, Result, Row } from '../../bench/result.ts'

const cell = (contender: string, value: number): Cell => ({
  contender,
  title: contender,
  samples: [value],
  summary: { median: value, q1: value, q3: value },
  versus: { median: value / 2e-6, q1: value / 2e-6, q3: value / 2e-6 },
})

const row: Row = {
  benchmark: 'trips',
  metric: 'seconds',
  title: 'round <trip>',
  unit: 'µs',
  better: 'less',
  baseline: 'loopback',
  compare: 'speed',
  isShown: true,
  rounds: 1,
  cells: [
    cell('loopback', 2e-6),
    cell('unix', 1e-6),
    { contender: 'socket_wrapper', title: 'socket_wrapper', absence: 'it is not installed', samples: [] },
    { contender: 'socketwrap', title: 'socketwrap', failure: 'it crashed', samples: [] },
  ],
  targets: [{ contender: 'unix', to: 'loopback', atMost: 0.4, value: { median: 0.5, q1: 0.4, q3: 0.6 }, isMet: false }],
}

const result: Result = {
  format: 1,
  date: '2026-11-23',
  machine: { cores: 2, architecture: 'x64', kernel: '6.18', node: '24.21.0' },
  rows: [row, row],
}

test('numbers have three digits', () => {
  expect([0, 0.0123, 0.5, 12.34, 123.4].map(formatNumber)).toEqual(['0', '0.012', '0.50', '12.3', '123'])
  expect(formatValue(2.3e9, 'GB/s')).toBe('2.30')
})

test('half the time is twice as fast, and half the amount is half as much', () => {
  const half = { median: 0.5, q1: 0.5, q3: 0.5 }
  expect(formatVersus(row, half)).toBe('2.00× as fast')
  expect(formatVersus({ ...row, compare: 'growth' }, half)).toBe('0.50× as much')
  expect(formatVersus({ ...row, compare: 'difference', unit: 'ms' }, half)).toBe('+500 ms')
})

test('the table says what is absent, what has failed, and which target is missed', () => {
  expect(formatTable([row])).toBe(
    [
      'round <trip> [µs], less is better, 1 round (--only trips)',
      '  loopback                               2.00          2.00–2.00',
      '  unix                                   1.00          1.00–1.00  2.00× as fast',
      '  socket_wrapper                     absent: it is not installed',
      '  socketwrap                         FAILED: it crashed',
      '  target: unix ≤ 0.4 of loopback: 0.50 (0.40–0.60), MISSED',
    ].join('\n'),
  )
})

test('the summary has speeds, and counts the targets', () => {
  expect(formatSummary(result)).toContain('| round <trip> | 2.00 µs | 2.00 | absent | failed |')
  expect(formatSummary(result)).toContain('absent: it is not installed.')
  expect(formatSummary(result)).toContain('0 of 2 targets are met.')
})

test('the plot is whole, with what is absent and what has failed', () => {
  const plot = drawPlot(result)
  expect(plot).toContain('round &lt;trip>')
  expect(plot.match(/>absent</g)).toHaveLength(2)
  expect(plot.match(/>failed</g)).toHaveLength(2)
})

test('what stands between the marks is replaced, and marks that are missing are named', () => {
  const marked = 'a\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nb\n'
  expect(fillMarked(marked, 'new')).toBe('a\n<!-- bench:begin -->\nnew\n<!-- bench:end -->\nb\n')
  expect(() => fillMarked('a', 'new')).toThrow('<!-- bench:begin -->')
})

test('a wrong name or number on the command line is named', () => {
  expect(() => parseCommandLine(['--only', 'a,c'], ['a', 'b'])).toThrow('--only: there is no c. There are a, b.')
  expect(() => parseCommandLine(['--rounds', '0'], [])).toThrow('--rounds: 0 is not a whole number above 0.')
  expect(parseCommandLine(['--only', 'a,b'], ['a', 'b']).only).toEqual(['a', 'b'])
})

const file = (name: string) => new URL(`../../${name}`, import.meta.url)
const published: Result | undefined = existsSync(file('bench/result.json'))
  ? JSON.parse(readFileSync(file('bench/result.json'), 'utf8'))
  : undefined

test.for([
  ['README.md', formatSummary],
  ['docs/benchmark.md', formatDetails],
] as const)('%s shows the result that is published, and nothing else', ([name, format]) => {
  const text = readFileSync(file(name), 'utf8')
  expect(fillMarked(text, published ? format(published) : '')).toBe(text)
})

test('the plot shows the result that is published', () => {
  const plot = existsSync(file('docs/benchmark.svg')) ? readFileSync(file('docs/benchmark.svg'), 'utf8') : undefined
  expect(plot).toBe(published && drawPlot(published))
})

test('a run of some benchmarks takes the place of their rows, and the table says so', () => {
  const other = { ...row, benchmark: 'streams', title: 'stream' }
  const published: Result = { ...result, rows: [row, other], again: [{ date: '2026-11-23', benchmarks: ['trips'] }] }
  const again = { ...row, rounds: 3 }
  const added = { ...row, metric: 'bytes', title: 'bytes' }
  const merged = mergeResults(published, { ...result, date: '2026-11-24', rows: [again, added] })
  expect(merged.rows).toEqual([again, other, added])
  expect(merged.again).toEqual([{ date: '2026-11-24', benchmarks: ['trips'] }])
  expect(formatDetails(merged)).toContain('Node 24.21.0. Of a later run, on 2026-11-24: trips.')
  const elsewhere = { ...result, machine: { ...result.machine, cores: 64 } }
  expect(() => mergeResults(published, elsewhere)).toThrow('"cores":64')
})
