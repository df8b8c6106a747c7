/**
 * Adds up bytes as 16-bit words for the Internet checksum (RFC 1071), two words at a time.
 *
 * @param words the memory as 32-bit words in the machine's own order: the sum of ones' complement does not
 *   depend on the order of bytes, so nothing is swapped until the end, and not even then
 * @param begin first word
 * @param end word after the last. At most 64 KiB, so that the sum stays within 31 bits
 */
export function sumWords(words: Uint32Array, begin: number, end: number): number {
  let sum = 0
  for (let index = begin; index < end; index += 1) {
    const word = words[index] as number
    sum += (word & 0xffff) + (word >>> 16)
  }
  return sum
}

/** Folds a sum into 16 bits and complements it: the checksum, in the machine's own order of bytes. */
export function foldChecksum(sum: number): number {
  let folded = (sum & 0xffff) + (sum >>> 16)
  folded = (folded & 0xffff) + (folded >>> 16)
  return ~folded & 0xffff
}
