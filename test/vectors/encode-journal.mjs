// Makes the two files of a process's journal, as docs/journal.md describes them, from a plain description.
import { isIPv4 } from 'node:net'

const kinds = [
  '',
  'open',
  'send',
  'datagram',
  'shutdown',
  'end',
  'reset',
  'close',
  'refused',
  'blocked',
  'listen',
  'exec',
  'unanswered',
]
const protocols = { tcp: 6, udp: 17, udplite: 136 }
const unknownResult = 0x7fffffff
const notKept = 0xffff_ffff_ffff_ffffn

/** CLOCK_MONOTONIC at `at: 0` of each record, and what CLOCK_REALTIME is ahead of it. */
export const beginNs = 5_000_000_000n
export const realtimeOffsetNs = 1_700_000_000_000_000_000n

/**
 * @param process `{ pid, start, program, host: { index, name }, capacity, records, ... }`; see test/vectors/journal
 * @returns {{ name: string, events: Buffer, bytes: Buffer }}
 */
export function encodeJournal(process) {
  const ring = new Ring(process.capacity ?? 4096)
  const records = process.records.map((record) => encodeRecord(record, process.host.index, ring))
  const events = Buffer.concat([encodeHeader(process, ring), ...records])
  if (process.hasCounters) {
    events.writeBigUInt64LE(BigInt(events.length), 160)
    events.writeBigUInt64LE(BigInt(Math.max(...process.records.map(({ socket = 0 }) => socket))), 168)
  }
  const start = BigInt(process.start ?? 1)
    .toString(16)
    .padStart(16, '0')
  return {
    name: `${process.pid}-${start}`,
    events: events.subarray(0, process.truncateTo ?? events.length),
    bytes: ring.content(),
  }
}

function encodeHeader({ pid, program, host, magic = 'SWJOURN1', endedBy = 0 }, ring) {
  const header = Buffer.alloc(256)
  header.write(magic, 0, 8, 'latin1')
  header.writeUInt32LE(256, 8)
  header.writeUInt32LE(pid, 12)
  header.writeBigUInt64LE(realtimeOffsetNs, 16)
  header.writeBigUInt64LE(BigInt(ring.capacity), 24)
  header.writeBigUInt64LE(BigInt(ring.count), 32)
  header.writeUInt32LE(endedBy, 40)
  header.writeUInt16LE(host.index, 44)
  header.write('0123456789ab', 48, 12, 'latin1')
  header.write(program, 64, 31, 'utf8')
  header.write(host.name, 96, 63, 'utf8')
  return header
}

function encodeRecord(record, hostIndex, ring) {
  if (record.kind === 'zeros') return Buffer.alloc(record.size)
  const body = encodeBody(record, hostIndex, ring)
  const head = Buffer.alloc(24)
  // A torn record has all but its mark.
  head.writeUInt32LE(record.torn ? 0 : 0x57530000 + (record.number ?? kinds.indexOf(record.kind)), 0)
  head.writeUInt32LE(head.length + body.length, 4)
  head.writeBigUInt64LE(beginNs + BigInt(record.at), 8)
  head.writeBigUInt64LE(BigInt(record.socket ?? 0), 16)
  return Buffer.concat([head, body])
}

function encodeBody(record, hostIndex, ring) {
  switch (record.kind) {
    case 'open':
    case 'listen':
      return encodeEndpoints(record, hostIndex)
    case 'send':
      return encodePayload(record, ring)
    case 'datagram':
      return Buffer.concat([encodeEndpoints(record, hostIndex), encodePayload({ result: 0, ...record }, ring)])
    case 'refused':
    case 'blocked':
    case 'unanswered':
      return Buffer.concat([encodeEndpoints(record, hostIndex), numbers(record.errno ?? 0, 0)])
    case 'shutdown':
      return numbers(record.how, 0)
    case 'close':
      return Buffer.concat([numbers(record.sent ?? 0, 0, record.received ?? 0, 0), numbers(record.isReset ? 1 : 0, 0)])
    case 'exec': {
      const path = Buffer.from(`${record.path}\0`)
      return Buffer.concat([path], Math.ceil(path.length / 8) * 8)
    }
    default:
      return Buffer.alloc(record.bodySize ?? 0)
  }
}

/** With a length in place of a text, the file has a hole there, which takes no memory. */
function encodePayload({ text = '', repeat = 1, length, isKept = true, isGivenBack = false, result }, ring) {
  const payload = Buffer.from(text.repeat(repeat))
  const size = length ?? payload.length
  const body = Buffer.alloc(16)
  body.writeBigUInt64LE(isKept ? BigInt(length ? ring.skip(length) : ring.append(payload)) : notKept, 0)
  if (isGivenBack) ring.count -= size
  body.writeUInt32LE(size, 8)
  body.writeInt32LE(result === 'unknown' ? unknownResult : (result ?? size), 12)
  return body
}

function encodeEndpoints(
  { protocol = 'tcp', role = 'client', own, remote, ownHost, peerHost = 0xffff, isInherited, coverage = 0 },
  hostIndex,
) {
  const body = Buffer.alloc(48)
  body[0] = protocols[protocol]
  body[1] = role === 'server' ? 1 : 0
  body.writeUInt16LE(ownHost ?? hostIndex, 2)
  body.writeUInt16LE(peerHost, 4)
  body.writeUInt16LE(isInherited ? 1 : 0, 6)
  for (const [endpoint, addressAt, portAt] of [
    [own, 8, 40],
    [remote, 24, 42],
  ]) {
    if (!endpoint) continue
    const [, address, port] = /^\[?(.*?)\]?:(\d+)$/.exec(endpoint)
    encodeAddress(address).copy(body, addressAt)
    body.writeUInt16LE(Number(port), portAt)
  }
  body.writeUInt16LE(coverage, 44)
  return body
}

function encodeAddress(address) {
  if (isIPv4(address)) return Buffer.from([...Buffer.alloc(10), 0xff, 0xff, ...address.split('.').map(Number)])
  const [before, after] = address.split('::').map((half) => half.split(':').filter(Boolean))
  const groups = after ? [...before, ...Array(8 - before.length - after.length).fill('0'), ...after] : before
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

function numbers(...values) {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index)
  return bytes
}

class Ring {
  count = 0
  #bytes

  constructor(capacity) {
    this.capacity = capacity
    // What is larger is never filled by a test, only skipped.
    this.#bytes = Buffer.alloc(Math.min(capacity, 2 ** 28))
  }

  append(payload) {
    const offset = this.count
    for (let done = 0; done < payload.length;) {
      const at = this.count % this.capacity
      const count = payload.copy(this.#bytes, at, done)
      done += count
      this.count += count
    }
    return offset
  }

  skip(length) {
    this.count += length
    return this.count - length
  }

  content() {
    return this.#bytes.subarray(0, Math.min(this.count, this.capacity))
  }
}
