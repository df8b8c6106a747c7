import type { FlowEnding } from '../types.js'
import { type Half, isClosed, type Side } from './half.js'

/** FIN and RST of both sides as they went over the network, in the order of time. */
export function endingsOf(client?: Half, server?: Half): FlowEnding[] {
  const resets = [...resetOf('client', client, server), ...resetOf('server', server, client)].sort(byTime).slice(0, 1)
  const [reset] = resets
  // A reset ends both directions: who closes after it sends nothing any more.
  const fins = [...finOf('client', client, server), ...finOf('server', server, client)].filter(
    (fin) => !reset || fin.timeNs < reset.timeNs,
  )
  return [...fins.sort(byTime), ...resets]
}

function* finOf(side: Side, half?: Half, peer?: Half): Generator<FlowEnding> {
  const closes = half && isClosed(half) ? half.members.flatMap(({ close }) => close ?? []) : []
  const isReset = closes.some(({ byReset }) => byReset)
  const lastClose = isReset ? undefined : latest(closes.map(({ timeNs }) => timeNs))
  // A process that was killed tells nothing; its peer read the end that the kernel sent.
  const timeNs = half?.shutdownNs ?? lastClose ?? peer?.peerEndNs
  if (timeNs !== undefined) yield { timeNs, side, kind: 'fin' }
}

function* resetOf(side: Side, half?: Half, peer?: Half): Generator<FlowEnding> {
  const own = half?.members.find(({ close }) => close?.byReset)?.close?.timeNs
  const timeNs = own ?? peer?.peerResetNs
  if (timeNs !== undefined) yield { timeNs, side, kind: 'reset' }
}

function latest(times: bigint[]): bigint | undefined {
  return times.reduce<bigint | undefined>((last, time) => (last === undefined || time > last ? time : last), undefined)
}

function byTime(left: FlowEnding, right: FlowEnding): number {
  return left.timeNs < right.timeNs ? -1 : left.timeNs > right.timeNs ? 1 : 0
}
