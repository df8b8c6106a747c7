import type { CloseEvent, FlowEnding } from '../types.js'
import { byTime } from './by-time.js'
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
  const close = resetClose(half, peer) ? undefined : lastClose(half)
  // A process that was killed tells nothing; its peer read the end that the kernel sent.
  const timeNs = half?.shutdownNs ?? close?.timeNs ?? peer?.peerEndNs
  if (timeNs !== undefined) yield { timeNs, side, kind: 'fin' }
}

function* resetOf(side: Side, half?: Half, peer?: Half): Generator<FlowEnding> {
  const timeNs = resetClose(half, peer)?.timeNs ?? peer?.peerResetNs
  if (timeNs !== undefined) yield { timeNs, side, kind: 'reset' }
}

/**
 * The close that reset the connection. Of several processes only the last one's close is seen by the peer: a server
 * that forks closes its own copy, often before its child has read what there is. When the peer read an ordinary end,
 * there was a child that left no trace.
 */
function resetClose(half?: Half, peer?: Half): CloseEvent | undefined {
  const close = lastClose(half)
  const sawPlainEnd = !half?.shutdownNs && peer?.peerEndNs !== undefined && peer.peerResetNs === undefined
  return close?.byReset && !sawPlainEnd ? close : undefined
}

function lastClose(half: Half | undefined): CloseEvent | undefined {
  if (!half || !isClosed(half)) return undefined
  const closes = half.members.flatMap(({ close }) => close ?? [])
  return closes.reduce((last, close) => (close.timeNs > last.timeNs ? close : last))
}
