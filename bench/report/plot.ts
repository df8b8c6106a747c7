import type { Cell, Result, Row } from '../result.ts'
import type { Summary } from '../statistics.ts'
import { formatNumber, speedOf } from './format-value.ts'

/** By contender, in the order of the legend; colours that can be told apart without seeing red and green. */
const colours: Record<string, string> = {
  unix: '#8c8c8c',
  socket_wrapper: '#e69f00',
  'socket_wrapper-pcap': '#a65a00',
  socketwrap: '#0072b2',
  'socketwrap-keeping': '#56b4e9',
  'socketwrap-recycling': '#009e73',
  'socketwrap-in-process': '#cc79a7',
}

const width = 880
const left = 262
const right = 60
const top = 92
const lane = 11
const gap = 18
/** Speeds from a sixteenth to eight times that of the baseline, each doubling as wide as the next. */
const slowest = -4
const fastest = 3

/** The shown rows as bars: to the right what is faster than IP loopback, to the left what is slower. */
export function drawPlot({ rows }: Result): string {
  const shown = rows.filter(({ isShown }) => isShown)
  const parts: string[] = []
  let y = top
  for (const row of shown) {
    const cells = row.cells.filter(({ contender }) => contender in colours)
    parts.push(text(left - 12, y + (cells.length * lane) / 2 + 4, row.title, 'end'))
    cells.forEach((cell, index) => parts.push(drawBar(row, cell, y + index * lane)))
    y += cells.length * lane + gap
  }
  const height = y + 8
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Speed compared with IP loopback">`,
    style,
    ...drawLegend(shown),
    ...drawAxis(y - gap + 6),
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

const style = `<style>
text { font: 12px system-ui, sans-serif; fill: #333 }
.small { font-size: 10px; fill: #666 }
.line { stroke: #ccc } .one { stroke: #666 } .spread { stroke: #333 }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd } .small { fill: #aaa } .line { stroke: #444 } .one { stroke: #999 } .spread { stroke: #ddd }
}
</style>`

function drawBar(row: Row, cell: Cell, y: number): string {
  if (!cell.versus) return text(xOf(1) + 4, y + 9, cell.absence ? 'absent' : 'failed', 'start', 'small')
  const speed = speedOf(row, cell.versus)
  const [from, to] = [xOf(1), xOf(speed.median)].sort((a, b) => a - b) as [number, number]
  const bar = `<rect x="${round(from)}" y="${y}" width="${round(Math.max(to - from, 1))}" height="${lane - 2}" fill="${colours[cell.contender]}"/>`
  const end = xOf(speed.median)
  const label =
    speed.median < 1
      ? text(Math.min(xOf(speed.q1), end) - 4, y + 8, formatNumber(speed.median), 'end', 'small')
      : text(Math.max(xOf(speed.q3), end) + 4, y + 8, formatNumber(speed.median), 'start', 'small')
  return bar + drawSpread(speed, y + (lane - 2) / 2) + label
}

function drawSpread({ q1, q3 }: Summary, y: number): string {
  return `<line class="spread" x1="${round(xOf(q1))}" x2="${round(xOf(q3))}" y1="${y}" y2="${y}"/>`
}

function drawLegend(rows: readonly Row[]): string[] {
  const titles = new Map(rows.flatMap(({ cells }) => cells.map(({ contender, title }) => [contender, title])))
  return Object.entries(colours)
    .filter(([contender]) => titles.has(contender))
    .map(([contender, colour], index) => {
      const [x, y] = [8 + (index % 3) * 280, 8 + Math.floor(index / 3) * 18]
      return `<rect x="${x}" y="${y}" width="12" height="12" fill="${colour}"/>${text(x + 18, y + 10, titles.get(contender) ?? '')}`
    })
}

function drawAxis(bottom: number): string[] {
  const powers = Array.from({ length: fastest - slowest + 1 }, (_, index) => slowest + index)
  return powers.flatMap((power) => {
    const x = xOf(2 ** power)
    const label = power === 0 ? 'IP loopback' : power < 0 ? `1/${2 ** -power}` : `${2 ** power}×`
    return [
      `<line class="${power === 0 ? 'one' : 'line'}" x1="${x}" x2="${x}" y1="${top - 8}" y2="${bottom}"/>`,
      text(x, top - 14, label, 'middle', 'small'),
    ]
  })
}

function xOf(speed: number): number {
  const power = Math.min(Math.max(Math.log2(speed), slowest), fastest)
  return left + ((power - slowest) / (fastest - slowest)) * (width - left - right)
}

function text(x: number, y: number, content: string, anchor = 'start', kind = ''): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${kind && ` class="${kind}"`}>${escape(content)}</text>`
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
