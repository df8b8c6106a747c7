import { fitText, textWidth } from '../text-width.js'
import type { Exchange } from './exchange.js'
import { arrowEnds, type Lane } from './lanes.js'
import type { Row } from './row.js'
import type { Symbols } from './symbols.js'

/** Draws an arrow with its label between two lanes, over those that stand between them. */
export function drawExchange(row: Row, exchange: Exchange, lanes: readonly Lane[], symbols: Symbols): void {
  const from = columnOf(exchange.from.key, lanes)
  const to = columnOf(exchange.to.key, lanes)
  const isRight = from < to
  const [left, right] = isRight ? [from, to] : [to, from]
  const role = exchange.kind === 'said' || exchange.kind === 'end' ? 'arrow' : 'failure'
  const line = exchange.kind === 'said' || exchange.kind === 'refused' ? symbols.line : symbols.brokenLine
  row.write(left + 1, line.repeat(right - left - 1), role)
  for (const { column } of lanes) if (column > left && column < right) row.write(column, symbols.crossing, role)
  row.write(from, isRight ? symbols.startRight : symbols.startLeft, role)
  row.write(isRight ? to - 1 : to + 1, headOf(exchange, isRight, symbols), role)
  // The head and a piece of line at both sides of the label stay free.
  const label = fitText(exchange.label, right - left - arrowEnds, symbols.cut)
  const begin = left + (isRight ? 1 : 2) + Math.floor((right - left - 4 - textWidth(label)) / 2)
  row.write(begin, ` ${label} `, role === 'arrow' ? 'label' : 'failure')
}

function headOf({ kind }: Exchange, isRight: boolean, symbols: Symbols): string {
  if (kind === 'said') return isRight ? symbols.right : symbols.left
  if (kind === 'end') return isRight ? symbols.endRight : symbols.endLeft
  return symbols.failed
}

function columnOf(key: string, lanes: readonly Lane[]): number {
  return lanes.find((lane) => lane.key === key)?.column ?? 0
}
