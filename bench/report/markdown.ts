import type { Cell, Result, Row } from '../result.ts'
import { formatTarget } from './format-target.ts'
import { formatNumber, formatSpread, formatValue, formatVersus, speedOf } from './format-value.ts'

/** For the README: the plot, how many times as fast as IP loopback everything is, and how many targets are met. */
export function formatSummary(result: Result): string {
  const rows = result.rows.filter(({ isShown }) => isShown)
  // A contender of a single row is left to the details.
  const columns = columnsOf(rows).filter(({ contender }) => rows.filter((row) => hasCell(row, contender)).length > 1)
  const lines = rows.map((row) => [
    row.title,
    ...columns.map(({ contender }) => {
      const cell = row.cells.find((one) => one.contender === contender)
      return cell ? formatSpeed(row, cell) : ''
    }),
  ])
  const targets = result.rows.flatMap((row) => row.targets)
  const met = targets.filter(({ isMet }) => isMet).length
  return [
    '![How many times as fast as IP loopback](docs/benchmark.svg)',
    '',
    'How many times as fast as IP loopback on the same machine:',
    '',
    ...markdownTable(['', ...columns.map(({ title }) => title)], lines),
    ...listAbsences(rows),
    '',
    `${met} of ${targets.length} targets are met. ${describeMachine(result)}`,
  ].join('\n')
}

/** For docs/benchmark.md: the targets, and then every number. */
export function formatDetails(result: Result): string {
  const targets = result.rows.flatMap((row) =>
    row.targets.map((target) => {
      const { wanted, found, verdict } = formatTarget(row, target)
      return [row.title, wanted, found, verdict === 'met' ? 'met' : '**missed**']
    }),
  )
  return [
    describeMachine(result),
    '',
    '### Targets',
    '',
    ...markdownTable(['', 'target', 'found (middle half)', ''], targets),
    '',
    '### All numbers',
    '',
    ...groupByColumns(result.rows).flatMap((rows) => [...formatGroup(rows), '']),
  ]
    .join('\n')
    .trimEnd()
}

function formatGroup(rows: Row[]): string[] {
  const columns = columnsOf(rows)
  const lines = rows.map((row) => [
    `${row.title} (${row.unit})`,
    ...columns.map(({ contender }) =>
      formatCell(
        row,
        row.cells.find((cell) => cell.contender === contender),
      ),
    ),
  ])
  return [...markdownTable(['', ...columns.map(({ title }) => title)], lines), ...listAbsences(rows)]
}

function formatCell(row: Row, cell: Cell | undefined): string {
  if (!cell) return ''
  if (!cell.summary) return cell.failure === undefined ? 'absent' : 'failed'
  const value = `${formatValue(cell.summary.median, row.unit)}<br>${formatSpread(cell.summary, row.unit)}`
  if (!cell.versus || cell.contender === row.baseline) return value
  return `${value}<br>${formatVersus(row, cell.versus)}`
}

function formatSpeed(row: Row, { contender, summary, versus, failure }: Cell): string {
  if (!summary || !versus) return failure === undefined ? 'absent' : 'failed'
  if (contender === row.baseline) return `${formatValue(summary.median, row.unit)} ${row.unit}`
  return formatNumber(speedOf(row, versus).median)
}

/** Rows whose contenders are the same stand in one table. */
function groupByColumns(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const columns = row.cells.map(({ contender }) => contender).join()
    groups.set(columns, [...(groups.get(columns) ?? []), row])
  }
  return [...groups.values()]
}

function columnsOf(rows: readonly Row[]): { contender: string; title: string }[] {
  const titles = new Map(rows.flatMap(({ cells }) => cells.map(({ contender, title }) => [contender, title])))
  return [...titles].map(([contender, title]) => ({ contender, title }))
}

function hasCell({ cells }: Row, contender: string): boolean {
  return cells.some((cell) => cell.contender === contender)
}

function listAbsences(rows: readonly Row[]): string[] {
  const absences = new Set(rows.flatMap(({ cells }) => cells.flatMap(({ absence }) => absence ?? [])))
  return [...absences].flatMap((absence) => ['', `absent: ${absence}.`])
}

function describeMachine({ date, machine, again = [] }: Result): string {
  const { cores, architecture, kernel, node } = machine
  const first = `Measured on ${date}: ${cores} cores, ${architecture}, Linux ${kernel}, Node ${node}.`
  return [first, ...again.map((run) => `Of a later run, on ${run.date}: ${run.benchmarks.join(', ')}.`)].join(' ')
}

function markdownTable(head: string[], lines: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...lines.map(line)]
}
