import type { Flow } from '../../types.js'
import { fitText, padToWidth, textWidth } from '../text-width.js'
import { drawExchange } from './draw-exchange.js'
import { listExchanges, type Exchange, type ExchangeOptions, type Party } from './exchange.js'
import { layOutLanes, type Lane } from './lanes.js'
import { Row, type Paint } from './row.js'
import { asciiSymbols, lineSymbols, type Symbols } from './symbols.js'

export interface LadderOptions extends ExchangeOptions {
  /** How many exchanges; the last ones. Default: 20. */
  last?: number
  /** Columns of the terminal. Default: 80. */
  width?: number
  /** Draw with ASCII characters only. Default: false. */
  ascii?: boolean
  /** Colours a part of the picture; must not change how wide it is. */
  paint?: Paint
}

/**
 * Draws the last exchanges between hosts: a column for each host, an arrow for each thing said, and at its side the
 * milliseconds since the first one shown. Empty when nothing was said.
 */
export function formatLadder(flows: readonly Flow[], options: LadderOptions = {}): string {
  const { last = 20, width = 80, ascii = false, paint = (text) => text } = options
  const all = listExchanges(flows, options)
  const lastOnes = all.slice(Math.max(0, all.length - last))
  if (lastOnes.length === 0) return ''
  const shown = ascii ? lastOnes.map(toAscii) : lastOnes
  const withPorts = shown.map(withPort)
  const symbols = ascii ? asciiSymbols : lineSymbols
  const times = formatTimes(shown)
  const timeWidth = Math.max(4, ...times.map((time) => time.length)) + 2
  const lanes = layOutLanes(withPorts, keysInOrder(all), timeWidth + 1, width)
  const rows = lanes
    ? drawLadder(withPorts, times, lanes, symbols, { width, timeWidth })
    : writeList(shown, times, symbols, { width, timeWidth })
  const note = all.length > shown.length ? ['(earlier ones are not shown)'] : []
  return [...note, ...rows.map((row) => row.toString(paint))].join('\n')
}

/** Hosts keep their places, whatever part of the exchanges is shown; clients stand left of their servers. */
function keysInOrder(all: readonly Exchange[]): string[] {
  return [
    ...new Set(all.flatMap(({ from, to }) => (from.port === undefined ? [from.key, to.key] : [to.key, from.key]))),
  ]
}

interface Measures {
  width: number
  timeWidth: number
}

function drawLadder(
  exchanges: readonly Exchange[],
  times: readonly string[],
  lanes: readonly Lane[],
  symbols: Symbols,
  { width, timeWidth }: Measures,
): Row[] {
  const withLanes = () => {
    const row = new Row(width)
    for (const { column } of lanes) row.write(column, symbols.lane, 'lane')
    return row
  }
  const names = new Row(width)
  const programs = new Row(width)
  names.write(timeWidth - 2, 'ms', 'time')
  const gap = lanes.length > 1 ? (lanes[1] as Lane).column - (lanes[0] as Lane).column : width
  for (const lane of lanes) {
    writeCentred(names, lane.column, fitText(lane.name, gap - 1, symbols.cut), 'host')
    writeCentred(programs, lane.column, fitText(lane.programs, gap - 1, symbols.cut), 'program')
  }
  const drawn = exchanges.map((exchange, index) => {
    const row = withLanes()
    row.write(0, (times[index] as string).padStart(timeWidth), 'time')
    drawExchange(row, exchange, lanes, symbols)
    return row
  })
  return [names, ...(lanes.some((lane) => lane.programs) ? [programs] : []), withLanes(), ...drawn, withLanes()]
}

function writeCentred(row: Row, column: number, text: string, role: 'host' | 'program'): void {
  row.write(column - Math.floor(textWidth(text) / 2), text, role)
}

/** For more hosts than columns fit beside each other. */
function writeList(
  exchanges: readonly Exchange[],
  times: readonly string[],
  symbols: Symbols,
  { width, timeWidth }: Measures,
): Row[] {
  const ways = exchanges.map(({ from, to }) => `${nameParty(from)} ${symbols.line}${symbols.right} ${nameParty(to)}`)
  const wayWidth = Math.min(Math.floor(width / 2), Math.max(...ways.map(textWidth)))
  return exchanges.map(({ label, kind }, index) => {
    const row = new Row(width)
    row.write(0, (times[index] as string).padStart(timeWidth), 'time')
    row.write(timeWidth + 2, padToWidth(fitText(ways[index] as string, wayWidth, symbols.cut), wayWidth), 'host')
    const begin = timeWidth + wayWidth + 4
    const isFailure = kind !== 'said' && kind !== 'end'
    row.write(begin, fitText(label, width - begin, symbols.cut), isFailure ? 'failure' : 'label')
    return row
  })
}

function nameParty({ name, port }: Party): string {
  return port === undefined ? name : `${name}:${port}`
}

function formatTimes(exchanges: readonly Exchange[]): string[] {
  const begin = exchanges[0]?.timeNs ?? 0n
  return exchanges.map(({ timeNs }) => (Number(timeNs - begin) / 1e6).toFixed(1))
}

/** When a host serves several ports, each arrow says which one it is about. */
function withPort(exchange: Exchange, _: number, all: readonly Exchange[]): Exchange {
  const server = exchange.to.port === undefined ? exchange.from : exchange.to
  if (server.port === undefined) return exchange
  const isOnlyPort = all.every(({ from, to }) =>
    [from, to].every((party) => party.key !== server.key || party.port === undefined || party.port === server.port),
  )
  return isOnlyPort ? exchange : { ...exchange, label: `:${server.port} ${exchange.label}` }
}

function toAscii(exchange: Exchange): Exchange {
  return { ...exchange, label: exchange.label.replaceAll(/(?<= |^)…(?= |$)/g, '...').replaceAll(/[^ -~]/gu, '?') }
}
