import type { Benchmark, Effort } from '../benchmark.ts'
import { allCarriers } from '../contenders/all-carriers.ts'
import { contendersRunning } from '../measure-program.ts'

const pairs = 4

export function threadPairs({ seconds }: Effort): Benchmark {
  return {
    name: 'thread-pairs',
    contenders: contendersRunning(allCarriers, 'thread_pairs', ({ carrier }) => [carrier, seconds, pairs]),
    metrics: [
      {
        name: 'roundTripsPerSecond',
        title: `${pairs} pairs of threads, round trips`,
        unit: 'k/s',
        better: 'more',
        baseline: 'loopback',
        compare: 'speed',
        isShown: true,
        targets: [
          { contender: 'socketwrap', to: 'unix', atLeast: 0.95 },
          { contender: 'socketwrap-keeping', to: 'socketwrap', atLeast: 0.9 },
        ],
      },
      {
        name: 'bytesPerSecond',
        title: `${pairs} pairs of threads, streams`,
        unit: 'GB/s',
        better: 'more',
        baseline: 'loopback',
        compare: 'speed',
        isShown: true,
        targets: [{ contender: 'socketwrap', to: 'unix', atLeast: 0.95 }],
      },
    ],
  }
}
