import { bodySizes, endpointsSize, kinds, unknownResult } from './layout.js'
import { readOffset } from './decode-record.js'
import type { RecordStream } from './record-stream.js'
import type { Ring } from './ring-payload.js'

const connectionRefused = -111

/**
 * Goes through all records and counts the bytes that crossed and are not kept any more, or never were.
 *
 * @param settledNs see RecordStream
 * @param beginNs CLOCK_MONOTONIC: what was sent before does not count
 */
export function countLostBytes(records: RecordStream, ring: Ring, settledNs?: bigint, beginNs = 0n): number {
  ring.byteCount()
  let lost = 0
  while (records.next(settledNs)) {
    const kind = kinds[records.kind]
    if ((kind !== 'send' && kind !== 'datagram') || records.bodySize < bodySizes[kind]) continue
    if (records.timeNs < beginNs) continue
    const { view } = records
    const at = records.bodyAt + (kind === 'send' ? 0 : endpointsSize)
    const length = takenBytes(kind, view.getUint32(at + 8, true), view.getInt32(at + 12, true))
    if (length > 0) lost += ring.lostBytes(readOffset(view, at), length)
  }
  return lost
}

/** A datagram goes as a whole or not at all. */
function takenBytes(kind: 'send' | 'datagram', intended: number, result: number): number {
  if (kind === 'datagram') return result >= 0 || result === connectionRefused ? intended : 0
  return result === unknownResult ? intended : Math.min(result, intended)
}
