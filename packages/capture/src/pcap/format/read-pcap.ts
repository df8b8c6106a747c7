import { CaptureError } from '../../capture-error.js'
import type { ByteSource } from './byte-source.js'
import type { CapturedPacket } from './capture-item.js'
import { largestPacket } from './link-type.js'
import { pcapMagic } from './pcap-magic.js'
import { readBatches } from './read-batches.js'

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
export async function* readPcap(source: ByteSource, layout: PcapLayout): AsyncGenerator<CapturedPacket[]> {
  source.beginUnit()
  if (!(await source.fill(headerLength))) throw source.truncated()
  const reader = new PcapReader(source, layout)
  yield* readBatches(source, (packets: CapturedPacket[]) => reader.read(packets))
}

const headerLength = 24
const packetHeadLength = 16

class PcapReader {
  readonly #source: ByteSource
  readonly #read32: (bytes: Buffer, at: number) => number
  readonly #nsPerUnit: number
  readonly #linkType: number
  #seconds = 0
  #secondsNs = 0n

  constructor(source: ByteSource, { isLittleEndian, nsPerUnit }: PcapLayout) {
    const { buffer, at } = source
    const major = isLittleEndian ? buffer.readUInt16LE(at + 4) : buffer.readUInt16BE(at + 4)
    if (major !== 2) throw new CaptureError('UNKNOWN_VERSION', `the capture has version ${major} of pcap; 2 is known`)
    this.#source = source
    this.#nsPerUnit = nsPerUnit
    this.#read32 = isLittleEndian
      ? (bytes, offset) => bytes.readUInt32LE(offset)
      : (bytes, offset) => bytes.readUInt32BE(offset)
    // The upper bits tell of a frame check sequence.
    this.#linkType = this.#read32(buffer, at + 20) & 0xffff
    source.at += headerLength
  }

  /** @returns how many bytes the next packet takes, as far as is known */
  read(packets: CapturedPacket[]): number {
    const source = this.#source
    for (;;) {
      const position = source.beginUnit()
      if (source.available < packetHeadLength) return packetHeadLength
      const { buffer, at } = source
      const length = this.#read32(buffer, at + 8)
      if (length > largestPacket) {
        throw new CaptureError('DAMAGED_CAPTURE', `the packet at byte ${position} claims a length of ${length} bytes`)
      }
      const total = packetHeadLength + length
      if (source.available < total) return total
      source.at += total
      packets.push({
        kind: 'packet',
        timeNs: this.#toNs(this.#read32(buffer, at), this.#read32(buffer, at + 4)),
        linkType: this.#linkType,
        data: buffer.subarray(at + packetHeadLength, at + total),
        originalLength: this.#read32(buffer, at + 12),
      })
    }
  }

  #toNs(seconds: number, units: number): bigint {
    if (seconds !== this.#seconds) {
      this.#seconds = seconds
      this.#secondsNs = BigInt(seconds) * 1_000_000_000n
    }
    return this.#secondsNs + BigInt(units * this.#nsPerUnit)
  }
}
