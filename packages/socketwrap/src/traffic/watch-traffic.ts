import type { JournalFollower, TracedEvent, TrafficFilter } from '@socketwrap/capture'
import { fromCaptureError } from './capture-error.js'
import { capture } from './capture-package.js'
import { nameAddress } from './name-address.js'
import type { NamedHost } from './traffic.js'

/**
 * Gives what happens on the network in the directory, as it happens.
 *
 * @param hosts asked anew when an address is met, because hosts come and go
 * @param lastLooks where to be told that the network is about to be removed
 */
export async function* watchTraffic(
  directory: string,
  hosts: () => readonly NamedHost[],
  filter: TrafficFilter,
  lastLooks: Set<() => void>,
): AsyncGenerator<TracedEvent> {
  const tracer = new (capture().EndpointTracer)()
  const sinceNs = capture().toNs(filter.since) ?? 0n
  const follower = follow(directory, (address) => nameAddress(hosts())(address))
  const finish = () => follower.finish()
  lastLooks.add(finish)
  try {
    for await (const event of follower) {
      const traced = tracer.trace(event)
      if (event.timeNs >= sinceNs && isWanted(traced, filter)) yield traced
    }
  } finally {
    lastLooks.delete(finish)
  }
}

function follow(directory: string, nameAddress: (address: string) => string | undefined): JournalFollower {
  try {
    return new (capture().JournalFollower)(directory, { nameAddress })
  } catch (error) {
    throw fromCaptureError(error, directory)
  }
}

/** What has no endpoints, as the start of a program, is told by its own host and program. */
function isWanted({ protocol, local, remote, process }: TracedEvent, filter: TrafficFilter): boolean {
  const own = { address: '', port: -1, host: process.host, ...local, process }
  const other = remote ?? { address: '', port: -1, host: '' }
  return capture().matchesFilter({ protocol: protocol ?? 'tcp', client: own, server: other }, filter)
}
