import type { Benchmark, Contender, Effort, Metric } from '../benchmark.ts'
import { allCarriers } from '../contenders/all-carriers.ts'
import type { Carrier, Place } from '../contenders/place.ts'
import { contenderAt, runProgram } from '../measure-program.ts'

export function streams(effort: Effort): Benchmark[] {
  return [stream(effort, 64 * 1024, '64 KiB'), stream(effort, 1024, '1 KiB')]
}

function stream({ seconds }: Effort, writeBytes: number, size: string): Benchmark {
  const name = `stream-${size.replace(' ', '').toLowerCase()}`
  const measure = (place: Place) => runProgram(place, 'stream', [place.carrier, seconds, writeBytes])
  const toContender = (carrier: Carrier): Contender =>
    contenderAt(carrier, measure, (place) => verify(place, writeBytes))
  return { name, contenders: allCarriers.map(toContender), metrics: [throughput(name, size)] }
}

function throughput(name: string, size: string): Metric {
  return {
    name: 'bytesPerSecond',
    title: `stream, ${size} writes`,
    unit: 'GB/s',
    better: 'more',
    baseline: 'loopback',
    compare: 'speed',
    isShown: true,
    targets: [
      { contender: 'socketwrap', to: 'unix', atLeast: 0.95 },
      ...(name === 'stream-64kib'
        ? [
            { contender: 'socketwrap-keeping', to: 'loopback', atLeast: 0.6 },
            { contender: 'socketwrap-recycling', to: 'loopback', atLeast: 1 },
          ]
        : []),
    ],
  }
}

/** The receiver looks at each byte, and so does this at what was captured. */
async function verify(place: Place, writeBytes: number): Promise<void> {
  const bytes = 4 * 1024 * 1024
  await runProgram(place, 'stream', [place.carrier, 'verify', writeBytes, bytes])
  if (!place.network || !place.isRecorded) return
  const [flow] = place.network.traffic({ protocol: 'tcp' }).flows
  if (!flow?.sent.equals(patternOf(bytes))) throw new Error('What was captured is not what was sent.')
}

/** What `pattern_at` of programs/shared/exchange.c gives, from 0 on. */
function patternOf(bytes: number): Buffer {
  const pattern = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; at++) pattern[at] = at ^ (at >> 8) ^ (at >> 16) ^ (at >> 24)
  return pattern
}
