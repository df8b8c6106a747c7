import type { Benchmark, Effort } from '../benchmark.ts'
import { allCarriers } from '../contenders/all-carriers.ts'
import { unix, unixBound } from '../contenders/kernel.ts'
import { contendersRunning } from '../measure-program.ts'

/** Beside the others what ours does for each connection, without ours. */
const carriers = allCarriers.flatMap((carrier) => (carrier === unix ? [unix, unixBound] : [carrier]))

export function connections({ seconds }: Effort): Benchmark {
  return {
    name: 'connections',
    contenders: contendersRunning(carriers, 'connections', ({ carrier }) => [carrier, seconds]),
    metrics: [
      {
        name: 'connectionsPerSecond',
        title: 'connect, accept and close',
        unit: 'k/s',
        better: 'more',
        baseline: 'loopback',
        compare: 'speed',
        isShown: true,
        targets: [{ contender: 'socketwrap', to: 'loopback', atLeast: 1.8 }],
      },
    ],
  }
}
