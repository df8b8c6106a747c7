/** Reads a name, with its pointers (RFC 1035, section 4.1.4). Throws a RangeError when it is not one. */
export function readName(bytes: Buffer, begin: number): { name: string; end: number } {
  const labels: string[] = []
  let end: number | undefined
  for (let offset = begin, jumps = 0; ;) {
    const length = bytes.readUInt8(offset)
    if (length >= 0xc0) {
      end ??= offset + 2
      if (++jumps > 32) throw new RangeError('The pointers of a name lead in a circle.')
      offset = bytes.readUInt16BE(offset) & 0x3fff
    } else if (length === 0) {
      return { name: labels.join('.') || '.', end: end ?? offset + 1 }
    } else {
      if (length > 63 || offset + 1 + length > bytes.length) throw new RangeError('A label is too long.')
      labels.push(bytes.toString('latin1', offset + 1, offset + 1 + length).replaceAll(/[^!-~]/g, '?'))
      offset += 1 + length
    }
  }
}
