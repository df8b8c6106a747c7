import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Result } from '../result.ts'
import { formatDetails, formatSummary } from './markdown.ts'
import { mergeResults } from './merge-results.ts'
import { drawPlot } from './plot.ts'

const root = path.join(import.meta.dirname, '../..')

const stored = path.join(root, 'bench/result.json')

/**
 * Writes a result to where people look: the JSON, the plot, and the tables between their marks.
 *
 * @param isPart a run of some benchmarks leaves the others as they were published
 */
export function publish(run: Result, isPart: boolean): void {
  const result = isPart ? mergeResults(JSON.parse(readFileSync(stored, 'utf8')) as Result, run) : run
  writeFileSync(stored, `${JSON.stringify(result, null, 1)}\n`)
  writeFileSync(path.join(root, 'docs/benchmark.svg'), drawPlot(result))
  for (const [file, format] of [
    ['README.md', formatSummary],
    ['docs/benchmark.md', formatDetails],
  ] as const) {
    const text = readFileSync(path.join(root, file), 'utf8')
    writeFileSync(path.join(root, file), fillMarked(text, format(result)))
  }
}

const begin = '<!-- bench:begin -->'
const end = '<!-- bench:end -->'

/**
 * Replaces what stands between the marks.
 *
 * @throws an Error when a mark is missing
 */
export function fillMarked(text: string, content: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`The text has no ${begin} with an ${end} behind it.`)
  const lines = content === '' ? '' : `${content}\n`
  return `${text.slice(0, from + begin.length)}\n${lines}${text.slice(to)}`
}
