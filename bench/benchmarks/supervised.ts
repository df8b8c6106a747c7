import type { Benchmark, Effort } from '../benchmark.ts'
import { absenceOfGo, compileGo } from '../compile-go.ts'
import { loopback } from '../contenders/kernel.ts'
import { socketwrapSupervised, socketwrapSupervisedKeeping } from '../contenders/socketwrap.ts'
import { contenderAt, contendersRunning } from '../measure-program.ts'

/** What programs pay whose calls are answered by their supervisor. */
export function supervised({ seconds }: Effort): Benchmark[] {
  return [
    {
      name: 'supervised-call',
      contenders: contendersRunning([loopback, socketwrapSupervised], 'call', ({ carrier }) => [carrier, seconds]),
      metrics: [
        {
          name: 'callSeconds',
          title: 'one getsockname(), supervised',
          unit: 'µs',
          better: 'less',
          baseline: 'loopback',
          compare: 'difference',
          targets: [{ contender: 'socketwrap-supervised', to: 'loopback', atMost: 25e-6 }],
        },
      ],
    },
    {
      name: 'go-http-keep-alive',
      contenders: [loopback, socketwrapSupervised, socketwrapSupervisedKeeping].map((carrier) => ({
        ...contenderAt(carrier, async (place) => JSON.parse(await place.run(await goHttp(place.carrier, seconds * 2)))),
        ...(absenceOfGo !== undefined && { absence: absenceOfGo }),
      })),
      metrics: [
        {
          name: 'requestsPerSecond',
          title: 'HTTP requests, Go, keep-alive',
          unit: 'k/s',
          better: 'more',
          baseline: 'loopback',
          compare: 'speed',
          targets: [{ contender: 'socketwrap-supervised', to: 'loopback', atLeast: 0.9 }],
        },
      ],
    },
  ]
}

async function goHttp(carrier: string, seconds: number): Promise<string[]> {
  return [await compileGo('http'), carrier, String(seconds)]
}
