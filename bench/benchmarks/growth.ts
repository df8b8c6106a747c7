import type { Benchmark, Effort, Metric } from '../benchmark.ts'
import type { Place } from '../contenders/place.ts'
import { networkOfHosts, networkOfSockets } from '../contenders/populated.ts'
import { contenderAt, runProgram } from '../measure-program.ts'

/** What becomes dearer on a network with many hosts, and on one with many connections. */
export function growth({ seconds, starts, hosts, sockets }: Effort): Benchmark[] {
  const measure = (place: Place) => measurePlace(place, seconds / 2, Math.ceil(starts / 10))
  return [
    {
      name: 'growth-hosts',
      contenders: hosts.map((count) => contenderAt(networkOfHosts(count), measure)),
      metrics: metricsFrom(networkOfHosts(hosts[0] ?? 1).name),
      roundsAtMost: 7,
    },
    {
      name: 'growth-sockets',
      contenders: sockets.map((count) => contenderAt(networkOfSockets(count), measure)),
      metrics: metricsFrom(networkOfSockets(sockets[0] ?? 0).name),
      roundsAtMost: 7,
    },
  ]
}

const titles = {
  roundTripSeconds: 'round trip of 1 byte',
  datagramSeconds: 'round trip of a UDP datagram',
  connectionSeconds: 'connect, accept and close',
  runSeconds: "host.run('true')",
  hostSeconds: 'network.host(…)',
  hostsSeconds: 'network.hosts()',
  socketsSeconds: 'network.sockets()',
}

function metricsFrom(baseline: string): Metric[] {
  return Object.entries(titles).map(([name, title]) => ({
    name,
    title,
    unit: name === 'runSeconds' || name === 'socketsSeconds' ? 'ms' : 'µs',
    better: 'less',
    baseline,
    compare: 'growth',
  }))
}

async function measurePlace(place: Place, seconds: number, times: number): Promise<Record<string, number>> {
  const { carrier, network } = place
  if (!network) throw new Error('Growth is that of our networks.')
  const { roundTripSeconds = NaN } = await runProgram(place, 'round_trip', [carrier, seconds])
  const { roundTripSeconds: datagramSeconds = NaN } = await runProgram(place, 'datagrams', [carrier, seconds])
  const { connectionsPerSecond = NaN } = await runProgram(place, 'connections', [carrier, seconds])
  let made = 0
  return {
    roundTripSeconds,
    datagramSeconds,
    connectionSeconds: 1 / connectionsPerSecond,
    runSeconds: await secondsEach(times, () => place.run(['true'])),
    hostSeconds: await secondsEach(times, () => network.host(`another-${made++}`)),
    hostsSeconds: await secondsEach(times, () => network.hosts()),
    socketsSeconds: await secondsEach(times, () => network.sockets()),
  }
}

async function secondsEach(times: number, act: () => unknown): Promise<number> {
  const start = performance.now()
  for (let i = 0; i < times; i++) await act()
  return (performance.now() - start) / 1000 / times
}
