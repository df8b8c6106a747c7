import type { Benchmark, Effort, Metric } from '../benchmark.ts'
import { allCarriers } from '../contenders/all-carriers.ts'
import { socketwrapInProcess } from '../contenders/socketwrap.ts'
import { contenderAt, runScript } from '../measure-program.ts'

const carriers = [...allCarriers, socketwrapInProcess]

/** Server and client in one Node process, as tests have them. */
export function nodeSockets({ seconds }: Effort): Benchmark[] {
  const http = (kind: 'keep-alive' | 'close', title: string): Benchmark => ({
    name: `node-http-${kind}`,
    contenders: carriers.map((carrier) =>
      contenderAt(carrier, (place) => runScript(place, 'http.mjs', [place.carrier, seconds * 2, kind])),
    ),
    metrics: [
      {
        name: 'requestsPerSecond',
        title,
        unit: 'k/s',
        better: 'more',
        baseline: 'loopback',
        compare: 'speed',
        isShown: true,
      },
    ],
  })
  return [
    http('keep-alive', 'HTTP requests, Node, keep-alive'),
    http('close', 'HTTP requests, Node, no keep-alive'),
    {
      name: 'node-net',
      contenders: carriers.map((carrier) =>
        contenderAt(carrier, (place) => runScript(place, 'net.mjs', [place.carrier, seconds])),
      ),
      metrics: netMetrics,
    },
  ]
}

const netMetrics: Metric[] = [
  {
    name: 'roundTripSeconds',
    title: 'round trip of 1 byte in Node',
    unit: 'µs',
    better: 'less',
    baseline: 'loopback',
    compare: 'speed',
  },
  {
    name: 'bytesPerSecond',
    title: 'stream in Node, 64 KiB writes',
    unit: 'GB/s',
    better: 'more',
    baseline: 'loopback',
    compare: 'speed',
  },
]
