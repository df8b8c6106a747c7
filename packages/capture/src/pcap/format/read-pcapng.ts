import { CaptureError } from '../../capture-error.js'
import { bigEndian, type ByteOrder, littleEndian } from './byte-order.js'
import type { ByteSource } from './byte-source.js'
import type { CaptureItem } from './capture-item.js'
import { blockType, byteOrderMagic } from './pcapng-layout.js'
import { PcapngSection } from './pcapng-section.js'

/** Blocks that are looked into are not larger: a packet, names, keys. */
const largestBlock = 16 << 20

/** Recognises pcapng by its first four bytes, which are the same in both orders of bytes. */
export function isPcapng(magic: Buffer): boolean {
  return magic.readUInt32BE(0) === blockType.section
}

/** Reads a pcapng file of any number of sections. Blocks of unknown types are skipped. */
export async function* readPcapng(source: ByteSource): AsyncGenerator<CaptureItem> {
  let section: PcapngSection | undefined
  while (source.available > 0 || (await source.fill(1))) {
    if (source.available < 12 && !(await source.fill(12))) throw source.truncated()
    const at = source.position
    const head = source.take(8)
    if (isPcapng(head)) section = new PcapngSection(readByteOrder(source, at))
    if (!section) throw damaged(at, 'stands before any section')
    const length = section.order.u32(head, 4)
    if (length < 12 || length % 4 !== 0) throw damaged(at, `claims a length of ${length} bytes`)
    const type = section.order.u32(head, 0)
    if (!section.knows(type)) {
      await source.skip(length - 12)
      checkEnd(await source.require(4), at, length, section.order)
      continue
    }
    if (length > largestBlock) throw damaged(at, `claims a length of ${length} bytes`)
    if (source.available < length - 8 && !(await source.fill(length - 8))) throw source.truncated()
    const body = source.take(length - 12)
    checkEnd(source.take(4), at, length, section.order)
    yield* section.read(type, body, (what) => damaged(at, what))
  }
}

function readByteOrder(source: ByteSource, at: number): ByteOrder {
  const magic = source.peek(4)
  for (const order of [littleEndian, bigEndian]) if (order.u32(magic, 0) === byteOrderMagic) return order
  throw damaged(at, 'begins a section in an unknown order of bytes')
}

/** The length stands at both ends of a block. */
function checkEnd(end: Buffer, at: number, length: number, order: ByteOrder): void {
  if (order.u32(end, 0) !== length) throw damaged(at, 'has two lengths that differ')
}

function damaged(at: number, what: string): CaptureError {
  return new CaptureError('DAMAGED_CAPTURE', `the block at byte ${at} of the capture ${what}`)
}
