import { isIP } from 'node:net'

/** The same few addresses come again and again. */
const parsed = new Map<string, Uint8Array>()
const mostParsed = 4096

/**
 * The bytes of an address in text form: 4 or 16. An IPv4 address that is mapped into IPv6 gives 4.
 *
 * @returns the same bytes for the same text: they are not to be changed
 */
export function parseIpAddress(text: string): Uint8Array {
  const known = parsed.get(text)
  if (known) return known
  if (parsed.size >= mostParsed) parsed.clear()
  const bytes = parse(text)
  parsed.set(text, bytes)
  return bytes
}

/** The text form of 4 or 16 bytes; IPv6 as RFC 5952 writes it. */
export function formatIpAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0))
  const zeros = findLongestZeros(groups)
  const write = (part: number[]) => part.map((group) => group.toString(16)).join(':')
  if (zeros.length < 2) return write(groups)
  return `${write(groups.slice(0, zeros.start))}::${write(groups.slice(zeros.start + zeros.length))}`
}

export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')
}

export function isUnspecifiedAddress(address: string): boolean {
  return address === '::' || address === '0.0.0.0' || address === '::ffff:0.0.0.0' || address === ''
}

function parse(text: string): Uint8Array {
  const address = text.replace(/%.*$/, '')
  const family = isIP(address)
  if (family === 4) return Uint8Array.from(address.split('.'), Number)
  if (family !== 6) throw new TypeError(`'${text}' is not an IP address`)
  const bytes = parseIpv6(address)
  return isMapped(bytes) ? bytes.subarray(12) : bytes
}

function parseIpv6(address: string): Uint8Array {
  const withHexOnly = address.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number)
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  })
  const [head = '', tail] = withHexOnly.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
  return Uint8Array.from(groups.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]))
}

function isMapped(bytes: Uint8Array): boolean {
  return bytes[10] === 0xff && bytes[11] === 0xff && bytes.subarray(0, 10).every((byte) => byte === 0)
}

function findLongestZeros(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 }
  for (let start = 0; start < groups.length; start += 1) {
    let end = start
    while (groups[end] === 0) end += 1
    if (end - start > longest.length) longest = { start, length: end - start }
  }
  return longest
}
