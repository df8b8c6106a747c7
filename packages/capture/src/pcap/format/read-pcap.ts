import { CaptureError } from '../../capture-error.js'
import type { ByteSource } from './byte-source.js'
import type { CapturedPacket } from './capture-item.js'
import { largestPacket } from './link-type.js'
import { pcapMagic } from './pcap-magic.js'

interface PcapLayout {
  isLittleEndian: boolean
  nsPerUnit: number
}

/** Recognises classic pcap by its first four bytes. */
export function detectPcap(magic: Buffer): PcapLayout | undefined {
  for (const isLittleEndian of [true, false]) {
    const word = isLittleEndian ? magic.readUInt32LE(0) : magic.readUInt32BE(0)
    if (word === pcapMagic.microseconds) return { isLittleEndian, nsPerUnit: 1000 }
    if (word === pcapMagic.nanoseconds) return { isLittleEndian, nsPerUnit: 1 }
  }
  return undefined
}

/** Reads the packets of a classic pcap file. */
export async function* readPcap(source: ByteSource, layout: PcapLayout): AsyncGenerator<CapturedPacket> {
  const header = await source.require(24)
  const read32 = (bytes: Buffer, at: number) =>
    layout.isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
  const major = layout.isLittleEndian ? header.readUInt16LE(4) : header.readUInt16BE(4)
  if (major !== 2) throw new CaptureError('UNKNOWN_VERSION', `the capture has version ${major} of pcap; 2 is known`)
  // The upper bits tell of a frame check sequence.
  const linkType = read32(header, 20) & 0xffff
  while (source.available > 0 || (await source.fill(1))) {
    if (source.available < 16 && !(await source.fill(16))) throw source.truncated()
    const at = source.position
    const record = source.take(16)
    const length = read32(record, 8)
    if (length > largestPacket) {
      throw new CaptureError('DAMAGED_CAPTURE', `the packet at byte ${at} claims a length of ${length} bytes`)
    }
    if (source.available < length && !(await source.fill(length))) throw source.truncated()
    const timeNs = BigInt(read32(record, 0)) * 1_000_000_000n + BigInt(read32(record, 4) * layout.nsPerUnit)
    yield { kind: 'packet', timeNs, linkType, data: source.take(length), originalLength: read32(record, 12) }
  }
}
