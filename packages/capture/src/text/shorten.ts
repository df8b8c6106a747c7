import { createHash } from 'node:crypto'
import { describeLength } from './describe.js'
import { hexDump } from './hex-dump.js'

/** Lines of a text, of which the long ones and those after the first are cut; what is cut shows in a hash. */
export function shortenText(text: string, maxBytes: number): string[] {
  const length = Buffer.byteLength(text)
  if (length <= maxBytes) return text.split('\n')
  const kept = cutAtCharacter(text, maxBytes)
  return [...`${kept}…`.split('\n'), cutNote(length, text)]
}

/** Lines of a hexadecimal dump, of which the rest is cut; what is cut shows in a hash. */
export function shortenBytes(bytes: Buffer, maxBytes: number): string[] {
  if (bytes.length <= maxBytes) return [`(${describeLength(bytes.length)})`, ...hexDump(bytes)]
  const kept = Math.max(16, maxBytes - (maxBytes % 16))
  return [`(${describeLength(bytes.length)}, sha256 ${shortHash(bytes)})`, ...hexDump(bytes.subarray(0, kept)), '…']
}

function cutNote(length: number, content: string): string {
  return `(${describeLength(length)}, sha256 ${shortHash(content)})`
}

function shortHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12)
}

/** The begin of a text in at most so many bytes of UTF-8. */
function cutAtCharacter(text: string, maxBytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(maxBytes))
  return text.slice(0, read)
}
