import type { Benchmark, Metric, Target } from './benchmark.ts'
import type { Turns } from './rounds.ts'
import { type Summary, summarize } from './statistics.ts'

/** What one run found, and what is written as JSON. Numbers are in seconds, bytes, counts by second, and shares. */
export interface Result {
  format: 1
  date: string
  machine: Machine
  rows: Row[]
  /** Later runs, whose rows stand in the place of the first one's. */
  again?: LaterRun[]
}

export interface LaterRun {
  date: string
  benchmarks: string[]
}

export interface Machine {
  cores: number
  architecture: string
  /** Major and minor version. */
  kernel: string
  node: string
}

/** One metric. */
export interface Row extends Omit<Metric, 'name' | 'targets'> {
  benchmark: string
  metric: string
  rounds: number
  cells: Cell[]
  targets: MeasuredTarget[]
}

/** One contender at one metric. Without samples it was absent, or has failed. */
export interface Cell {
  contender: string
  title: string
  absence?: string
  failure?: string
  /** One for each round. */
  samples: number[]
  summary?: Summary
  /** Compared with the baseline, round by round, as the row's `compare` says. */
  versus?: Summary
}

export interface MeasuredTarget extends Target {
  value: Summary
  isMet: boolean
}

/** The rows of one benchmark. */
export function toRows({ name, metrics }: Benchmark, rounds: number, turns: Turns[]): Row[] {
  return metrics.map((metric) => toRow(name, metric, rounds, turns))
}

function toRow(benchmark: string, { name, targets = [], ...metric }: Metric, rounds: number, turns: Turns[]): Row {
  const samples = new Map(
    turns.map(({ contender, results }) => [contender.name, results.map((result) => result[name] as number)]),
  )
  const compareTo = (contender: string, to: string) =>
    comparePairs(samples.get(contender) ?? [], samples.get(to) ?? [], metric.compare)
  return {
    benchmark,
    metric: name,
    ...metric,
    rounds,
    cells: turns.map((turn) => {
      const { name } = turn.contender
      return toCell(turn, samples.get(name) ?? [], compareTo(name, metric.baseline))
    }),
    targets: targets.flatMap((target) => measureTarget(target, compareTo(target.contender, target.to))),
  }
}

function toCell({ contender, failure }: Turns, samples: number[], versus: Summary | undefined): Cell {
  return {
    contender: contender.name,
    title: contender.title,
    ...(contender.absence !== undefined && { absence: contender.absence }),
    ...(failure !== undefined && { failure }),
    samples,
    ...(samples.length > 0 && { summary: summarize(samples) }),
    ...(versus && { versus }),
  }
}

/** What was measured in the same round is compared, so that slow rounds are slow for both. */
function comparePairs(samples: number[], others: number[], compare: Metric['compare']): Summary | undefined {
  if (samples.length === 0 || others.length === 0) return undefined
  return summarize(
    samples.map((sample, round) => {
      const other = others[round] ?? NaN
      return compare === 'difference' ? sample - other : sample / other
    }),
  )
}

function measureTarget(target: Target, value: Summary | undefined): MeasuredTarget[] {
  if (!value) return []
  const { atLeast = -Infinity, atMost = Infinity } = target
  return [{ ...target, value, isMet: value.median >= atLeast && value.median <= atMost }]
}
