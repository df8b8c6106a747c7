import { CaptureError } from '../capture-error.js'
import { headerSize, magic, version } from './layout.js'

export interface JournalHeader {
  /** Where the records begin. */
  size: number
  pid: number
  /** CLOCK_REALTIME minus CLOCK_MONOTONIC. */
  realtimeOffsetNs: bigint
  /** Of the ring of payload. */
  capacity: number
  /** An errno value, 0 when recording did not end early. */
  endedBy: number
  hostIndex: number
  host: string
  program: string
}

/**
 * @returns undefined for a file whose process ended (or lost a race) before it wrote the header
 * @throws CaptureError NOT_A_JOURNAL, UNKNOWN_VERSION
 */
export function parseHeader(bytes: Buffer, file: string): JournalHeader | undefined {
  const mark = bytes.subarray(0, 8)
  if (mark.every((byte) => byte === 0)) return undefined
  if (mark.toString('latin1', 0, magic.length) !== magic)
    throw new CaptureError('NOT_A_JOURNAL', `${file} is no journal: it does not begin with ${magic}.`)
  if (mark.toString('latin1', magic.length) !== version)
    throw new CaptureError(
      'UNKNOWN_VERSION',
      `${file} has version ${JSON.stringify(mark.toString('latin1', magic.length))} of the journal's format, and this reader knows version ${version}. Use the version of socketwrap that recorded it.`,
    )
  const size = bytes.length < headerSize ? 0 : bytes.readUInt32LE(8)
  if (size < headerSize || size % 8 !== 0)
    throw new CaptureError('NOT_A_JOURNAL', `${file} is no journal: its header is cut off or damaged.`)
  return {
    size,
    pid: bytes.readUInt32LE(12),
    realtimeOffsetNs: bytes.readBigInt64LE(16),
    capacity: Number(bytes.readBigUInt64LE(24)),
    endedBy: bytes.readUInt32LE(40),
    hostIndex: bytes.readUInt16LE(44),
    program: readText(bytes.subarray(64, 96)),
    host: readText(bytes.subarray(96, 160)),
  }
}

/** Text that is padded with zeros. */
export function readText(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end)
}
