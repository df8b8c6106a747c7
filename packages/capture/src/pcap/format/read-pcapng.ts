import type { CaptureError } from '../../capture-error.js'
import { bigEndian, type ByteOrder, littleEndian } from './byte-order.js'
import type { ByteSource } from './byte-source.js'
import type { CaptureItem } from './capture-item.js'
import { damagedBlock } from './damaged-block.js'
import { blockType, byteOrderMagic } from './pcapng-layout.js'
import { PcapngSection } from './pcapng-section.js'
import { readBatches } from './read-batches.js'

/** Blocks that are looked into are not larger: a packet, names, keys. */
const largestBlock = 16 << 20
const smallestBlock = 12

/** Recognises pcapng by its first four bytes, which are the same in both orders of bytes. */
export function isPcapng(magic: Buffer): boolean {
  return magic.readUInt32BE(0) === blockType.section
}

/** Reads a pcapng file of any number of sections. Blocks of unknown types are skipped. */
export function readPcapng(source: ByteSource): AsyncGenerator<CaptureItem[]> {
  const reader = new PcapngReader(source)
  return readBatches(source, (items: CaptureItem[]) => reader.read(items))
}

class PcapngReader {
  readonly #source: ByteSource
  #section: PcapngSection | undefined
  /** A block of which nothing but its end is looked at. */
  #skipped: { position: number; length: number } | undefined

  constructor(source: ByteSource) {
    this.#source = source
  }

  /** @returns how many bytes the next block takes, as far as is known */
  read(items: CaptureItem[]): number {
    const source = this.#source
    for (;;) {
      if (this.#skipped && !this.#endSkipped()) return 4
      const position = source.beginUnit()
      if (source.available < smallestBlock) return smallestBlock
      const { buffer, at } = source
      if (buffer.readUInt32BE(at) === blockType.section)
        this.#section = new PcapngSection(readByteOrder(buffer, at, position))
      const section = this.#section
      if (!section) throw damagedBlock(position, 'stands before any section')
      const type = section.order.u32(buffer, at)
      const length = section.order.u32(buffer, at + 4)
      if (length < smallestBlock || length % 4 !== 0) throw claimsLength(position, length)
      if (!section.knows(type)) {
        source.at += length - 4
        this.#skipped = { position, length }
        continue
      }
      if (length > largestBlock) throw claimsLength(position, length)
      if (source.available < length) return length
      source.at += length
      checkEnd(section.order.u32(buffer, at + length - 4), position, length)
      section.read(type, buffer, at + 8, at + length - 4, items, position)
    }
  }

  #endSkipped(): boolean {
    const source = this.#source
    if (!this.#skipped || !this.#section || source.available < 4) return false
    const { position, length } = this.#skipped
    checkEnd(this.#section.order.u32(source.buffer, source.at), position, length)
    source.at += 4
    this.#skipped = undefined
    return true
  }
}

function readByteOrder(buffer: Buffer, at: number, position: number): ByteOrder {
  for (const order of [littleEndian, bigEndian]) if (order.u32(buffer, at + 8) === byteOrderMagic) return order
  throw damagedBlock(position, 'begins a section in an unknown order of bytes')
}

/** The length stands at both ends of a block. */
function checkEnd(end: number, position: number, length: number): void {
  if (end !== length) throw damagedBlock(position, 'has two lengths that differ')
}

function claimsLength(position: number, length: number): CaptureError {
  return damagedBlock(position, `claims a length of ${length} bytes`)
}
