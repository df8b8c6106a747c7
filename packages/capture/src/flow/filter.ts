import type { Flow, FlowSide, TrafficFilter } from '../types.js'
import { RecordedFlow } from './recorded-flow.js'

/** The flows that are wanted; with `since`, what happened in them from then on. */
export function filterFlows(flows: readonly Flow[], filter: TrafficFilter = {}): Flow[] {
  const sinceNs = toNs(filter.since)
  return flows
    .filter((flow) => matchesFilter(flow, filter))
    .flatMap((flow) => {
      if (sinceNs === undefined) return flow
      if (flow instanceof RecordedFlow) return flow.since(sinceNs) ?? []
      return flow.endNs >= sinceNs ? flow : []
    })
}

/** Time is left aside. */
export function matchesFilter(
  { protocol, client, server }: Pick<Flow, 'protocol' | 'client' | 'server'>,
  filter: TrafficFilter,
): boolean {
  const host = typeof filter.host === 'object' ? filter.host.name : filter.host
  const isEither = (matches: (side: FlowSide) => boolean) => matches(client) || matches(server)
  return (
    (filter.protocol === undefined || protocol === filter.protocol) &&
    (filter.port === undefined || isEither(({ port }) => port === filter.port)) &&
    (host === undefined || isEither((side) => side.host === host || side.address === host)) &&
    (filter.program === undefined || isEither(({ process }) => process?.program === filter.program))
  )
}

export function toNs(since: bigint | Date | undefined): bigint | undefined {
  // A date may be of another realm.
  return typeof since === 'object' ? BigInt(since.getTime()) * 1_000_000n : since
}
