import type { Benchmark, Effort, Metric } from '../benchmark.ts'
import { allCarriers } from '../contenders/all-carriers.ts'
import { contendersRunning } from '../measure-program.ts'

/** A few connections that do nothing beside the one that does something, and then many. */
export function idleConnections({ seconds, idleConnections: few, openConnections: many }: Effort): Benchmark[] {
  const run = (count: number) => contendersRunning(allCarriers, 'idle', ({ carrier }) => [carrier, seconds, count])
  const roundTrip = { unit: 'µs', better: 'less', baseline: 'loopback', compare: 'speed' } as const
  const beside: Metric[] = [
    { ...roundTrip, name: 'pollRoundTripSeconds', title: `round trip, poll() of ${few} idle connections` },
    { ...roundTrip, name: 'epollRoundTripSeconds', title: `round trip, epoll_wait() of ${few} idle connections` },
  ]
  const open: Metric[] = [
    { ...roundTrip, name: 'openSeconds', title: `opening each of ${many} connections` },
    { ...roundTrip, name: 'lastOpenSeconds', title: `opening each of the last ${many / 10} of them` },
    { ...roundTrip, name: 'epollRoundTripSeconds', title: `round trip, epoll_wait() of ${many} idle connections` },
    {
      name: 'memoryBytes',
      title: `memory of each of ${many} connections, both processes`,
      unit: 'bytes',
      better: 'less',
      baseline: 'loopback',
      compare: 'difference',
    },
    {
      name: 'kernelMemoryBytes',
      title: `kernel memory of each, machine-wide`,
      unit: 'bytes',
      better: 'less',
      baseline: 'loopback',
      compare: 'difference',
    },
  ]
  return [
    { name: 'idle', contenders: run(few), metrics: beside },
    { name: 'open', contenders: run(many), metrics: open, roundsAtMost: 7 },
  ]
}
