const width = 16

/** The lines of bytes in hexadecimal, with what is printable of them beside. */
export function hexDump(bytes: Buffer): string[] {
  const lines: string[] = []
  for (let offset = 0; offset < bytes.length; offset += width) {
    const part = bytes.subarray(offset, offset + width)
    const hex = part.toString('hex').replaceAll(/..(?=.)/g, '$& ')
    const text = part.toString('latin1').replaceAll(/[^ -~]/g, '.')
    lines.push(`${bytes.length <= width ? hex : hex.padEnd(width * 3 - 1)}  |${text}|`)
  }
  return lines
}
