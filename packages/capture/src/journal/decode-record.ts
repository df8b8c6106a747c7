import type { JournalEvent, ProcessInfo } from '../types.js'
import type { EndpointsDecoder } from './decode-endpoints.js'
import { readText } from './header.js'
import { bodySizes, coverageAt, endpointsSize, kinds, notKeptHalf, unknownResult } from './layout.js'
import type { RecordStream } from './record-stream.js'
import { notKept, type Ring, RingPayload } from './ring-payload.js'

/** What a record does not say itself. */
export interface RecordContext {
  process: ProcessInfo
  /** CLOCK_REALTIME minus CLOCK_MONOTONIC. */
  realtimeOffsetNs: bigint
  ring: Ring
  endpoints: EndpointsDecoder
}

const directions = ['read', 'write', 'both'] as const

/**
 * Reads the record that the stream stands at.
 *
 * @returns undefined for what was tried and did not happen, and for kinds that this reader does not know
 */
export function decodeRecord(record: RecordStream, context: RecordContext): JournalEvent | undefined {
  const kind = kinds[record.kind]
  if (!kind || record.bodySize < bodySizes[kind]) return undefined
  const { bytes, bodyAt: at, view, socket } = record
  const { process, endpoints } = context
  const timeNs = record.timeNs + context.realtimeOffsetNs
  switch (kind) {
    case 'send':
      return decodeSend(record, timeNs, context)
    case 'datagram':
      return decodeDatagram(record, timeNs, context)
    case 'open': {
      const isInherited = view.getUint16(at + 6, true) !== 0
      return { timeNs, socket, process, kind, ...endpoints.decode(bytes, at, timeNs), isInherited }
    }
    case 'listen':
      return { timeNs, socket, process, kind, ...endpoints.decode(bytes, at, timeNs) }
    case 'refused':
    case 'blocked':
    case 'unanswered': {
      const errno = view.getUint32(at + endpointsSize, true)
      return { timeNs, socket, process, kind, ...endpoints.decode(bytes, at, timeNs), errno }
    }
    case 'shutdown':
      return { timeNs, socket, process, kind, how: directions[view.getUint32(at, true)] ?? 'both' }
    case 'close': {
      const sentBytes = view.getBigUint64(at, true)
      const receivedBytes = view.getBigUint64(at + 8, true)
      return { timeNs, socket, process, kind, sentBytes, receivedBytes, byReset: view.getUint32(at + 16, true) !== 0 }
    }
    case 'exec':
      return { timeNs, socket, process, kind, file: readText(bytes.subarray(at, at + record.bodySize)) }
    default:
      return { timeNs, socket, process, kind }
  }
}

/** A send whose process has not said yet how much the kernel took; when it died meanwhile, it never will. */
export function isUnderway({ kind, bodySize, bodyAt, view }: RecordStream): boolean {
  const isSend = kinds[kind] === 'send' && bodySize >= bodySizes.send
  return isSend && view.getInt32(bodyAt + 12, true) === unknownResult
}

/** Of what was sent only that counts which the kernel took; what follows it may be other payload. */
function decodeSend(
  { view, bodyAt, socket }: RecordStream,
  timeNs: bigint,
  { process, ring }: RecordContext,
): JournalEvent | undefined {
  const intended = view.getUint32(bodyAt + 8, true)
  const result = view.getInt32(bodyAt + 12, true)
  const isLengthKnown = result !== unknownResult
  const length = isLengthKnown ? Math.min(result, intended) : intended
  if (length <= 0) return undefined
  const payload = new RingPayload(ring, readOffset(view, bodyAt), length)
  return { timeNs, socket, process, kind: 'send', payload, isLengthKnown }
}

function decodeDatagram(
  { bytes, view, bodyAt, socket }: RecordStream,
  timeNs: bigint,
  { process, ring, endpoints }: RecordContext,
): JournalEvent {
  const at = bodyAt + endpointsSize
  const payload = new RingPayload(ring, readOffset(view, at), view.getUint32(at + 8, true))
  const result = Math.min(0, view.getInt32(at + 12, true))
  const { protocol, role, local, remote } = endpoints.recall(bytes, bodyAt, timeNs)
  const coverage = protocol === 'udplite' ? { coverage: view.getUint16(bodyAt + coverageAt, true) } : undefined
  return { timeNs, socket, process, kind: 'datagram', protocol, role, local, remote, payload, result, ...coverage }
}

/** An offset counts bytes, and a number counts 9 petabytes of them. */
export function readOffset(view: DataView, at: number): number {
  const low = view.getUint32(at, true)
  const high = view.getUint32(at + 4, true)
  return low === notKeptHalf && high === notKeptHalf ? notKept : high * 2 ** 32 + low
}
