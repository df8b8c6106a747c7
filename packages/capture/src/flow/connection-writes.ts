import type { Chunk, Payload } from '../types.js'
import { chunksOf, missingChunk } from './chunk.js'
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
  return settled.sort((left, right) => (left.timeNs < right.timeNs ? -1 : left.timeNs > right.timeNs ? 1 : 0))
}

/** One direction: writes of unknown length are cut by what the peer received, and what nobody recorded is put last. */
function* settle(writes: Write[], side: Side, peer?: Half): Generator<Chunk> {
  const direction = side === 'client' ? 'sent' : 'received'
  const own = writes.filter((write) => write.side === side)
  const known = sum(own.filter(({ isLengthKnown }) => isLengthKnown))
  const received = receivedBy(peer, sum(own))
  let uncertain = received === undefined ? Infinity : Math.max(0, received - known)
  for (const { timeNs, payload, isLengthKnown } of own) {
    const length = isLengthKnown ? payload.length : Math.min(payload.length, uncertain)
    if (!isLengthKnown) uncertain -= length
    yield* chunksOf(timeNs, direction, payload.slice(0, length))
  }
  const missing = received === undefined ? 0 : received - sum(own)
  if (missing > 0) yield missingChunk(lastCloseOf(peer), direction, missing)
}

function sum(writes: Write[]): number {
  return writes.reduce((total, { payload }) => total + payload.length, 0)
}

/**
 * How many bytes an end received; undefined when one of its programs has not said so, or not yet.
 *
 * @param most as many as were sent: a child that was forked begins with its parent's count or at zero, and a sum that
 *   is too large means the former
 */
function receivedBy(half: Half | undefined, most: number): number | undefined {
  if (!half || !isClosed(half) || half.members.some(({ isReplaced }) => isReplaced)) return undefined
  const counts = half.members.map(({ close }) => Number(close?.receivedBytes ?? 0n))
  const total = counts.reduce((all, count) => all + count, 0)
  return total <= most ? total : Math.max(...counts)
}

function lastCloseOf(half: Half | undefined): bigint {
  return half?.members.reduce((last, { close }) => (close && close.timeNs > last ? close.timeNs : last), 0n) ?? 0n
}
