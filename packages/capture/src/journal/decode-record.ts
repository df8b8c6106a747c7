import type { Endpoint, JournalEvent, ProcessInfo, Protocol } from '../types.js'
import { formatAddress } from './format-address.js'
import { readText } from './header.js'
import { bodySizes, kinds, unknownHost, unknownResult } from './layout.js'
import type { RawRecord } from './record-stream.js'
import { type Ring, RingPayload } from './ring-payload.js'

/** What a record does not say itself. */
export interface RecordContext {
  process: ProcessInfo
  /** CLOCK_REALTIME minus CLOCK_MONOTONIC. */
  realtimeOffsetNs: bigint
  ring: Ring
  /** Name of the host with this index and address at this time. */
  nameHost(index: number | undefined, address: string, timeNs: bigint): string
}

/** @returns undefined for what was tried and did not happen, and for kinds that this reader does not know */
export function decodeRecord(record: RawRecord, context: RecordContext): JournalEvent | undefined {
  const kind = kinds[record.kind]
  if (!kind || record.body.length < bodySizes[kind]) return undefined
  const { body } = record
  const timeNs = record.timeNs + context.realtimeOffsetNs
  const base = { timeNs, socket: record.socket, process: context.process }
  switch (kind) {
    case 'open':
      return { ...base, kind, ...decodeEndpoints(body, timeNs, context), isInherited: body.readUInt16LE(6) !== 0 }
    case 'listen':
      return { ...base, kind, ...decodeEndpoints(body, timeNs, context) }
    case 'refused':
    case 'blocked':
      return { ...base, kind, ...decodeEndpoints(body, timeNs, context), errno: body.readUInt32LE(48) }
    case 'send':
      return decodeSend(body, base, context)
    case 'datagram':
      return decodeDatagram(body, base, context)
    case 'shutdown':
      return { ...base, kind, how: (['read', 'write', 'both'] as const)[body.readUInt32LE(0)] ?? 'both' }
    case 'close':
      return {
        ...base,
        kind,
        sentBytes: body.readBigUInt64LE(0),
        receivedBytes: body.readBigUInt64LE(8),
        byReset: body.readUInt32LE(16) !== 0,
      }
    case 'exec':
      return { ...base, kind, file: readText(body) }
    default:
      return { ...base, kind }
  }
}

type Base = Pick<JournalEvent, 'timeNs' | 'socket' | 'process'>

function decodeSend(body: Buffer, base: Base, { ring }: RecordContext): JournalEvent | undefined {
  const intended = body.readUInt32LE(8)
  const result = body.readInt32LE(12)
  const isLengthKnown = result !== unknownResult
  const length = isLengthKnown ? Math.min(result, intended) : intended
  if (length <= 0) return undefined
  return { ...base, kind: 'send', payload: new RingPayload(ring, body.readBigUInt64LE(0), length), isLengthKnown }
}

function decodeDatagram(body: Buffer, base: Base, context: RecordContext): JournalEvent {
  const payload = new RingPayload(context.ring, body.readBigUInt64LE(48), body.readUInt32LE(56))
  const result = Math.min(0, body.readInt32LE(60))
  return { ...base, kind: 'datagram', ...decodeEndpoints(body, base.timeNs, context), payload, result }
}

function decodeEndpoints(body: Buffer, timeNs: bigint, context: RecordContext) {
  const protocol: Protocol = body[0] === 17 ? 'udp' : 'tcp'
  const role = body[1] === 1 ? ('server' as const) : ('client' as const)
  const own = body.readUInt16LE(2)
  const peer = body.readUInt16LE(4)
  const endpoint = (host: number, addressAt: number, portAt: number): Endpoint => {
    const address = formatAddress(body.subarray(addressAt, addressAt + 16))
    // A host's loopback leads to itself.
    const index = host !== unknownHost ? host : isLoopback(address) ? own : undefined
    return { address, port: body.readUInt16LE(portAt), host: context.nameHost(index, address, timeNs) }
  }
  return { protocol, role, local: endpoint(own, 8, 40), remote: endpoint(peer, 24, 42) }
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
