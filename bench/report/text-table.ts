import type { Cell, Row } from '../result.ts'
import { formatTarget } from './format-target.ts'
import { formatSpread, formatValue, formatVersus } from './format-value.ts'

/** The table for the terminal: a block for each metric, a line for each contender. */
export function formatTable(rows: readonly Row[]): string {
  return rows
    .map((row) => [headOf(row), ...row.cells.map((cell) => lineOf(row, cell)), ...targetLines(row)].join('\n'))
    .join('\n\n')
}

function headOf({ title, unit, better, rounds, benchmark }: Row): string {
  const count = rounds === 1 ? '1 round' : `${rounds} rounds`
  return `${title} [${unit}], ${better} is better, ${count} (--only ${benchmark})`
}

function lineOf(row: Row, cell: Cell): string {
  const title = `  ${cell.title.padEnd(34)}`
  if (!cell.summary) return `${title} ${cell.failure ? `FAILED: ${cell.failure}` : `absent: ${cell.absence}`}`
  const value = formatValue(cell.summary.median, row.unit).padStart(8)
  const spread = formatSpread(cell.summary, row.unit).padStart(18)
  const versus = cell.versus && cell.contender !== row.baseline ? formatVersus(row, cell.versus) : ''
  return `${title} ${value} ${spread} ${versus.padStart(14)}`.trimEnd()
}

function targetLines(row: Row): string[] {
  return row.targets.map((target) => {
    const { wanted, found, verdict } = formatTarget(row, target)
    return `  target: ${wanted}: ${found}, ${verdict.toUpperCase()}`
  })
}
