import type { Benchmark, Effort } from '../benchmark.ts'
import { allCarriers } from '../contenders/all-carriers.ts'
import { contendersRunning } from '../measure-program.ts'

export function roundTrips({ seconds }: Effort): Benchmark {
  return {
    name: 'round-trip',
    contenders: contendersRunning(allCarriers, 'round_trip', ({ carrier }) => [carrier, seconds]),
    metrics: [
      {
        name: 'roundTripSeconds',
        title: 'round trip of 1 byte',
        unit: 'µs',
        better: 'less',
        baseline: 'loopback',
        compare: 'speed',
        isShown: true,
        targets: [
          { contender: 'socketwrap', to: 'unix', atMost: 1.05 },
          { contender: 'socketwrap-keeping', to: 'socketwrap', atMost: 1.05 },
        ],
      },
    ],
  }
}
