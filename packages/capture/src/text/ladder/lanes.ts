import { textWidth } from '../text-width.js'
import type { Exchange, Party } from './exchange.js'

/** A column of the picture. */
export interface Lane {
  key: string
  name: string
  /** Which programs speak there, and at which port they listen when it is one. */
  programs: string
  ports: ReadonlySet<number>
  column: number
}

const narrowestGap = 14
const widestGap = 60
/** A label that has to be cut says something with so many columns. */
const shortestLabel = 12
/** Of an arrow, what its label leaves free. */
export const arrowEnds = 6

/** Columns for the hosts of these exchanges, in the order of their keys; undefined when they do not fit. */
export function layOutLanes(
  exchanges: readonly Exchange[],
  keys: readonly string[],
  firstColumn: number,
  width: number,
): Lane[] | undefined {
  const parties = new Map<string, Party[]>()
  for (const { from, to } of exchanges)
    for (const party of [from, to]) parties.set(party.key, [...(parties.get(party.key) ?? []), party])
  const lanes = keys.flatMap((key) => (parties.has(key) ? makeLane(key, parties.get(key) ?? []) : []))
  const margin = (lane?: Lane) => Math.ceil(titleWidth(lane) / 2)
  const first = firstColumn + margin(lanes[0])
  const room = width - 1 - margin(lanes.at(-1)) - first
  const gap = Math.min(Math.floor(room / Math.max(1, lanes.length - 1)), wantedGap(exchanges, lanes))
  if (lanes.length > 1 && (gap < narrowestGap || !hasRoom(exchanges, lanes, gap))) return undefined
  return lanes.map((lane, index) => ({ ...lane, column: first + index * gap }))
}

function hasRoom(exchanges: readonly Exchange[], lanes: readonly Lane[], gap: number): boolean {
  const shortest = spansOf(exchanges, lanes).map((span) => span * gap - arrowEnds)
  return exchanges.every(({ label }, index) => Math.min(textWidth(label), shortestLabel) <= (shortest[index] ?? 0))
}

/** How many gaps each arrow crosses. */
function spansOf(exchanges: readonly Exchange[], lanes: readonly Lane[]): number[] {
  const indexes = new Map(lanes.map(({ key }, index) => [key, index]))
  return exchanges.map(({ from, to }) => Math.abs((indexes.get(from.key) ?? 0) - (indexes.get(to.key) ?? 0)))
}

function makeLane(key: string, parties: readonly Party[]): Lane {
  const ports = new Set(parties.flatMap(({ port }) => port ?? []))
  const programs = [...new Set(parties.map(({ program }) => program).filter(Boolean))].join(', ')
  const port = ports.size === 1 ? `:${[...ports][0]}` : ''
  return { key, name: parties[0]?.name ?? '', programs: `${programs} ${port}`.trim(), ports, column: 0 }
}

function titleWidth(lane?: Lane): number {
  return lane ? Math.max(textWidth(lane.name), textWidth(lane.programs)) : 0
}

/** As wide as the longest label asks for, within reason. */
function wantedGap(exchanges: readonly Exchange[], lanes: readonly Lane[]): number {
  const spans = spansOf(exchanges, lanes)
  const gaps = exchanges.map(({ label }, index) => Math.ceil((textWidth(label) + 14) / Math.max(1, spans[index] ?? 1)))
  const titles = lanes.map((lane) => titleWidth(lane) + 2)
  return Math.min(widestGap, Math.max(narrowestGap, ...gaps, ...titles))
}
