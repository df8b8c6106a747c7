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
  /** False when bytes of it are lost. */
  isComplete: boolean
}

/** Reads the chunks of a TCP connection, each once. */
export function readStreams(chunks: readonly Chunk[]): Streams {
  const offsets = { sent: 0, received: 0 }
  const read: ReadChunk[] = []
  for (const chunk of chunks) {
    const { direction, timeNs, bytes } = chunk
    const length = bytes?.length ?? chunk.length
    if (length === 0) continue
    read.push({ order: read.length, timeNs, direction, offset: offsets[direction], length, bytes })
    offsets[direction] += length
  }
  return {
    chunks: read,
    sent: new ByteStream(read.filter((chunk) => chunk.direction === 'sent')),
    received: new ByteStream(read.filter((chunk) => chunk.direction === 'received')),
    isComplete: read.every((chunk) => chunk.bytes !== null),
  }
}
