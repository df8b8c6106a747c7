import type { Unit } from '../benchmark.ts'
import type { Row } from '../result.ts'
import type { Summary } from '../statistics.ts'

const scales: Record<Unit, number> = {
  'GB/s': 1e9,
  'k/s': 1e3,
  ms: 1e-3,
  µs: 1e-6,
  KiB: 1024,
  bytes: 1,
  '%': 0.01,
}

/** A number in the unit, with three digits that say something. */
export function formatValue(value: number, unit: Unit): string {
  return formatNumber(value / scales[unit])
}

/** The middle half: `2.1–2.3`. */
export function formatSpread({ q1, q3 }: Summary, unit: Unit): string {
  return `${formatValue(q1, unit)}–${formatValue(q3, unit)}`
}

/** Where speeds are compared: how many times as fast, so that above 1 is better whatever the row counts. */
export function speedOf({ better, compare }: Pick<Row, 'better' | 'compare'>, versus: Summary): Summary {
  if (compare !== 'speed' || better === 'more') return versus
  return { median: 1 / versus.median, q1: 1 / versus.q3, q3: 1 / versus.q1 }
}

/** What a cell is compared with the baseline: `2.21× as fast`, `1.3× as much`, or `+0.3 ms`. */
export function formatVersus(row: Pick<Row, 'better' | 'compare' | 'unit'>, versus: Summary): string {
  const { median } = speedOf(row, versus)
  if (row.compare === 'speed') return `${formatNumber(median)}× as fast`
  if (row.compare === 'growth') return `${formatNumber(median)}× as much`
  return `${median < 0 ? '' : '+'}${formatValue(median, row.unit)} ${row.unit}`
}

export function formatNumber(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 100) return String(Math.round(value))
  return value.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 3).replace(/^-(0\.0+)$/, '$1')
}
