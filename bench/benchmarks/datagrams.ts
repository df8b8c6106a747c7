import type { Benchmark, Effort } from '../benchmark.ts'
import { allCarriers } from '../contenders/all-carriers.ts'
import { contendersRunning } from '../measure-program.ts'

export function datagrams({ seconds }: Effort): Benchmark {
  return {
    name: 'datagrams',
    contenders: contendersRunning(allCarriers, 'datagrams', ({ carrier }) => [carrier, seconds]),
    metrics: [
      {
        name: 'roundTripSeconds',
        title: 'round trip of a UDP datagram',
        unit: 'µs',
        better: 'less',
        baseline: 'loopback',
        compare: 'speed',
        isShown: true,
        targets: [{ contender: 'socketwrap', to: 'unix', atMost: 1.1 }],
      },
      {
        name: 'packetsPerSecond',
        title: 'UDP datagrams received',
        unit: 'k/s',
        better: 'more',
        baseline: 'loopback',
        compare: 'speed',
        isShown: true,
      },
      {
        name: 'lostShare',
        title: 'of these that were sent, lost',
        unit: '%',
        better: 'less',
        baseline: 'loopback',
        compare: 'difference',
      },
    ],
  }
}
