import type { Chunk, Direction } from '../types.js'
import type { Moment } from './message.js'

/** A chunk whose bytes were read, with its place in its stream. */
export interface ReadChunk extends Moment {
  direction: Direction
  offset: number
  length: number
  bytes: Buffer | null
}

/** The bytes of one direction, and when each of them was sent. */
export class ByteStream {
  readonly bytes: Buffer

  constructor(private readonly chunks: readonly ReadChunk[]) {
    this.bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes ?? Buffer.alloc(0)))
  }

  momentAt(offset: number): Moment {
    let low = 0
    let high = this.chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.chunks[middle] as ReadChunk).offset <= offset) low = middle
      else high = middle - 1
    }
    const chunk = this.chunks[low]
    return { order: chunk?.order ?? 0, timeNs: chunk?.timeNs ?? 0n }
  }

  /** The moments of the first and of the last byte of a message. */
  span(begin: number, end: number): { first: Moment; last: Moment } {
    return { first: this.momentAt(begin), last: this.momentAt(Math.max(begin, end - 1)) }
  }
}

/** Both directions of a connection. */
export interface Streams {
  chunks: readonly ReadChunk[]
  sent: ByteStream
  received: ByteStream
  /** How many bytes follow that were not read. */
  left: Record<Direction, number>
  /** False when bytes of what was read are lost. */
  isComplete: boolean
}

/** Of each direction so many bytes are read: text of more than that is no text for people, and takes many times as much memory. */
export const longestRead = 8 * 2 ** 20

/** Reads the chunks of a TCP connection, each once. */
export function readStreams(chunks: readonly Chunk[]): Streams {
  const offsets = { sent: 0, received: 0 }
  const left = { sent: 0, received: 0 }
  const read: ReadChunk[] = []
  for (const chunk of chunks) {
    const { direction, timeNs } = chunk
    const bytes = left[direction] > 0 ? null : chunk.bytes
    const all = bytes?.length ?? chunk.length
    const length = left[direction] > 0 ? 0 : readableLength(bytes, all, longestRead - offsets[direction])
    left[direction] += all - length
    if (length === 0) continue
    const begin = bytes?.subarray(0, length) ?? null
    read.push({ order: read.length, timeNs, direction, offset: offsets[direction], length, bytes: begin })
    offsets[direction] += length
  }
  return {
    chunks: read,
    sent: new ByteStream(read.filter((chunk) => chunk.direction === 'sent')),
    received: new ByteStream(read.filter((chunk) => chunk.direction === 'received')),
    left,
    isComplete: read.every((chunk) => chunk.bytes !== null),
  }
}

/** A character of UTF-8 has so many bytes behind its first one, at most. */
const mostContinuations = 3

/** How much of a chunk is read when there is room for so much: up to the begin of a character, wherever chunks end. */
function readableLength(bytes: Buffer | null, length: number, room: number): number {
  for (let at = Math.max(0, room - mostContinuations); at < Math.min(room, length); at++)
    if (((bytes?.[at] ?? 0) & 0xc0) !== 0x80) return at
  return Math.min(room, length)
}
