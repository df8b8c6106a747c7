import type { Chunk, Payload } from '../types.js'
import { byTime } from './by-time.js'
import { chunksOf, PayloadChunk, UnrecordedPayload } from './chunk.js'
import { joinReceived } from './join-received.js'
import { type Half, isClosed, type Side } from './half.js'

export interface Write {
  timeNs: bigint
  side: Side
  payload: Payload
  /** False when the process was killed while it sent: the kernel took all of it, a part, or nothing. */
  isLengthKnown: boolean
}

/** The bytes that crossed, in the order of time, in chunks. */
export function chunksOfWrites(writes: Write[], client?: Half, server?: Half): Chunk[] {
  const settled = [...settle(writes, 'client', server), ...settle(writes, 'server', client)]
  return settled.sort(byTime)
}

/**
 * One direction: a write of unknown length is cut by what the peer received, and what nobody recorded is put last. Of
 * several such writes nobody knows which ones the kernel took, so all are kept when any was.
 */
function* settle(writes: Write[], side: Side, peer?: Half): Generator<Chunk> {
  const direction = side === 'client' ? 'sent' : 'received'
  const own = writes.filter((write) => write.side === side)
  const known = sum(own.filter(({ isLengthKnown }) => isLengthKnown))
  const received = receivedBy(peer, sum(own))
  const taken = received === undefined ? Infinity : Math.max(0, received - known)
  const isAlone = own.filter(({ isLengthKnown }) => !isLengthKnown).length === 1
  const most = isAlone || taken === 0 ? taken : Infinity
  for (const { timeNs, payload, isLengthKnown } of own)
    yield* chunksOf(timeNs, direction, isLengthKnown ? payload : payload.slice(0, Math.min(payload.length, most)))
  const missing = received === undefined ? 0 : received - sum(own)
  if (missing > 0) yield new PayloadChunk(lastCloseOf(peer), direction, new UnrecordedPayload(missing))
}

function sum(writes: Write[]): number {
  return writes.reduce((total, { payload }) => total + payload.length, 0)
}

/** How many bytes an end received; undefined when one of its programs has not said so, or not yet. */
function receivedBy(half: Half | undefined, most: number): number | undefined {
  if (!half || !isClosed(half) || half.members.some(({ isReplaced }) => isReplaced)) return undefined
  return joinReceived(
    half.members.map(({ close }) => Number(close?.receivedBytes ?? 0n)),
    most,
  )
}

function lastCloseOf(half: Half | undefined): bigint {
  return half?.members.reduce((last, { close }) => (close && close.timeNs > last ? close.timeNs : last), 0n) ?? 0n
}
