import type { Direction } from '../types.js'
import type { ReadChunk } from './byte-stream.js'
import type { Block, Message } from './message.js'
import { describeBytes, describeText } from './describe.js'
import { encodeText, isText, type LineEnds } from './plain-text.js'

/** What one side said until the other one did. */
export interface Turn {
  direction: Direction
  chunks: ReadChunk[]
}

/** Joins chunks of the same direction that follow each other, from an offset in each direction on. */
export function mergeTurns(chunks: readonly ReadChunk[], from: Record<Direction, number>): Turn[] {
  const turns: Turn[] = []
  for (const chunk of chunks) {
    const rest = dropBefore(chunk, from[chunk.direction])
    if (!rest) continue
    const last = turns.at(-1)
    if (last?.direction === chunk.direction) last.chunks.push(rest)
    else turns.push({ direction: chunk.direction, chunks: [rest] })
  }
  return turns
}

function dropBefore(chunk: ReadChunk, offset: number): ReadChunk | undefined {
  const skipped = Math.max(0, offset - chunk.offset)
  if (skipped === 0) return chunk
  if (skipped >= chunk.length) return undefined
  const bytes = chunk.bytes?.subarray(skipped) ?? null
  return { ...chunk, bytes, offset: chunk.offset + skipped, length: chunk.length - skipped }
}

/** A turn of which nothing is known but its bytes. */
export function plainMessage({ direction, chunks }: Turn, lineEnds: LineEnds): Message {
  const bytes = keptBytes(chunks)
  const blocks: Block[] = []
  if (bytes.length > 0) blocks.push(plainBlock(bytes, lineEnds))
  const lost = chunks.reduce((sum, chunk) => sum + (chunk.bytes === null ? chunk.length : 0), 0)
  if (lost > 0) blocks.push({ kind: 'note', text: `(${lost} bytes were not kept)` })
  const first = chunks[0] as ReadChunk
  const last = chunks.at(-1) as ReadChunk
  return {
    direction,
    first: { order: first.order, timeNs: first.timeNs },
    last: { order: last.order, timeNs: last.timeNs },
    blocks,
    summary: summarise(bytes, lost),
  }
}

export function keptBytes(chunks: readonly ReadChunk[]): Buffer {
  return Buffer.concat(chunks.flatMap((chunk) => chunk.bytes ?? []))
}

export function plainBlock(bytes: Buffer, lineEnds: LineEnds = 'mixed'): Block {
  return isText(bytes) ? { kind: 'text', text: encodeText(bytes, lineEnds) } : { kind: 'bytes', bytes }
}

function summarise(bytes: Buffer, lost: number): string {
  if (bytes.length === 0) return `${lost} bytes`
  return isText(bytes) ? describeText(bytes) : describeBytes(bytes)
}
