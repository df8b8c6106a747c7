import type { MeasuredTarget, Row } from '../result.ts'
import type { Summary } from '../statistics.ts'
import { formatNumber, formatSpread, formatValue } from './format-value.ts'

/** What is wanted, what was found, and whether that is enough. */
export interface TargetText {
  wanted: string
  found: string
  verdict: 'met' | 'missed'
}

export function formatTarget(row: Row, target: MeasuredTarget): TargetText {
  const { contender, to, atLeast, atMost, value, isMet } = target
  const sign = atLeast === undefined ? '≤' : '≥'
  const bound = atLeast ?? atMost ?? NaN
  const [from, against] = [titleOf(row, contender), titleOf(row, to)]
  const wanted =
    row.compare === 'difference'
      ? `${from} ${sign} ${formatValue(bound, row.unit)} ${row.unit} beyond ${against}`
      : `${from} ${sign} ${bound} of ${against}`
  return { wanted, found: formatFound(row, value), verdict: isMet ? 'met' : 'missed' }
}

function formatFound({ compare, unit }: Row, value: Summary): string {
  const { median, q1, q3 } = value
  if (compare !== 'difference') return `${formatNumber(median)} (${formatNumber(q1)}–${formatNumber(q3)})`
  return `${formatValue(median, unit)} ${unit} (${formatSpread(value, unit)})`
}

function titleOf(row: Row, contender: string): string {
  return row.cells.find((cell) => cell.contender === contender)?.title ?? contender
}
