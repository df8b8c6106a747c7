/** How much is done. The long way gives figures; the quick one only shows that everything works. */
export interface Effort {
  /** How often each contender has its turn. */
  rounds: number
  /** How long each thing is measured in one turn. */
  seconds: number
  /** How often a program is started in one turn. */
  starts: number
  idleConnections: number
  openConnections: number
  testFiles: number
  /** In which of the runners' modes these run. */
  runnerModes: string[]
  /** The sizes of networks, in hosts and in sockets, on which growth is looked at; the first is compared with. */
  hosts: number[]
  sockets: number[]
}

export const full: Effort = {
  rounds: 11,
  seconds: 0.4,
  starts: 100,
  idleConnections: 1000,
  openConnections: 9000,
  testFiles: 200,
  runnerModes: ['vitest-forks', 'vitest-threads', 'vitest-no-isolate', 'jest'],
  hosts: [1, 10, 100, 1000],
  sockets: [0, 1000, 8000],
}

export const quick: Effort = {
  rounds: 1,
  seconds: 0.02,
  starts: 3,
  idleConnections: 50,
  openConnections: 100,
  testFiles: 2,
  runnerModes: ['vitest-forks', 'jest'],
  hosts: [1, 10],
  sockets: [0, 50],
}

/** Something that one or more metrics are read from. */
export interface Benchmark {
  /** What `--only` takes. */
  name: string
  contenders: Contender[]
  metrics: Metric[]
  /** Less than the effort's rounds, for what takes long. */
  roundsAtMost?: number
}

/** One column: a way to do the same thing. */
export interface Contender {
  name: string
  title: string
  /** Why it is not here; undefined when it is. */
  absence?: string
  /** Done once before the rounds: that what is measured does what it should. Throws when it does not. */
  verify?(): Promise<void>
  /** One turn: numbers in seconds, bytes, and counts by second, by the name of the metric. */
  measure(): Promise<Record<string, number>>
}

/** One row. */
export interface Metric {
  name: string
  title: string
  unit: Unit
  /** Whether a larger number is the better one. */
  better: 'more' | 'less'
  /** The contender that all are compared with. */
  baseline: string
  /** How many times as fast, how many times as much, or how much more. */
  compare: 'speed' | 'growth' | 'difference'
  targets?: Target[]
  /** Whether it stands in the README's table, and in the plot. */
  isShown?: boolean
}

export type Unit = 'GB/s' | 'k/s' | 'ms' | 'µs' | 'KiB' | 'bytes' | '%'

/** What the project wants of a contender, compared with another as the metric says. */
export interface Target {
  contender: string
  to: string
  /** In seconds, bytes or shares where differences are compared. */
  atLeast?: number
  atMost?: number
}
