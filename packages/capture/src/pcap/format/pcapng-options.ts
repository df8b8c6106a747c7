import type { ByteOrder } from './byte-order.js'
import { padded } from './pcapng-layout.js'

/** Goes through options, or records of names, which look alike, until their end or the end of the block. */
export function* readOptions(
  block: Buffer,
  begin: number,
  order: ByteOrder,
): Generator<{ code: number; value: Buffer }, void> {
  for (let at = begin; at + 4 <= block.length;) {
    const code = order.u16(block, at)
    const length = order.u16(block, at + 2)
    if (code === 0 || at + 4 + length > block.length) return
    yield { code, value: block.subarray(at + 4, at + 4 + length) }
    at += 4 + padded(length)
  }
}

/** The first option with this code. */
export function findOption(block: Buffer, begin: number, order: ByteOrder, wanted: number): Buffer | undefined {
  for (const { code, value } of readOptions(block, begin, order)) if (code === wanted) return value
  return undefined
}
