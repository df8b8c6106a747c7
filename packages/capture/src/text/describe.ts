/** So much of a line is shown before its length, and so much after it; a picture has no room for more anyway. */
const shortLine = 60
const longestLine = 200

/** The first line of a text, with how long it is when there is more. */
export function describeText(bytes: Buffer): string {
  const text = bytes.toString()
  const [line = ''] = text.trimStart().split(/\r?\n/, 1)
  const isAll = text.trim().length === line.trim().length
  if (line.length > shortLine) return `${describeLength(bytes.length)}: ${visible(line.slice(0, longestLine))}`
  return isAll ? visible(line) : `${visible(line)} … ${describeLength(bytes.length)}`
}

/** The length of something binary and how it begins. */
export function describeBytes(bytes: Buffer): string {
  const begin = bytes
    .subarray(0, 8)
    .toString('hex')
    .replaceAll(/..(?=.)/g, '$& ')
  return `${describeLength(bytes.length)}: ${begin}${bytes.length > 8 ? ' …' : ''}`
}

export function describeLength(length: number): string {
  return length === 1 ? '1 byte' : `${length} bytes`
}

/** Nothing of it moves the cursor of a terminal. */
function visible(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ').trim()
}
