import type { Benchmark } from '../benchmark.ts'
import { allCarriers } from '../contenders/all-carriers.ts'
import { contendersRunning } from '../measure-program.ts'

export function firstSocket(): Benchmark {
  return {
    name: 'first-socket',
    contenders: contendersRunning(allCarriers, 'first_socket', ({ carrier }) => [carrier]),
    metrics: [
      {
        name: 'firstSocketSeconds',
        title: 'first socket() of a process',
        unit: 'µs',
        better: 'less',
        baseline: 'loopback',
        compare: 'difference',
      },
      {
        name: 'ownBytes',
        title: 'memory of a small program that has used a connection',
        unit: 'KiB',
        better: 'less',
        baseline: 'loopback',
        compare: 'difference',
        targets: [{ contender: 'socketwrap', to: 'loopback', atMost: 1024 * 1024 }],
      },
      {
        name: 'residentBytes',
        title: 'the same with shared pages',
        unit: 'KiB',
        better: 'less',
        baseline: 'loopback',
        compare: 'difference',
      },
    ],
  }
}
