import type { Chunk, Direction, Payload } from '../types.js'

/** A chunk whose bytes stay where they are until they are asked for. */
export class PayloadChunk implements Chunk {
  constructor(
    readonly timeNs: bigint,
    readonly direction: Direction,
    private readonly payload: Payload,
    readonly isRefused?: boolean,
  ) {}

  get length(): number {
    return this.payload.length
  }

  get bytes(): Buffer | null {
    return this.payload.read()
  }

  /** Somebody received it, and nobody recorded that it was sent. */
  get isUnrecorded(): boolean {
    return this.payload instanceof UnrecordedPayload
  }

  /** Says without reading whether `bytes` is null. */
  isLost(): boolean {
    return this.payload.lostBytes() > 0
  }
}

/** Larger writes become several chunks, so that a reader of chunks needs little memory. */
const largestChunk = 256 * 1024

/** Chunks of a write; bytes that are gone already have chunks of their own. */
export function* chunksOf(timeNs: bigint, direction: Direction, payload: Payload): Generator<PayloadChunk> {
  const lost = payload.lostBytes()
  for (let begin = 0; begin < payload.length;) {
    const end = begin < lost ? lost : Math.min(payload.length, begin + largestChunk)
    yield new PayloadChunk(timeNs, direction, payload.slice(begin, end))
    begin = end
  }
}

/** Bytes that crossed and that nobody recorded. */
export class UnrecordedPayload implements Payload {
  constructor(readonly length: number) {}

  read(): null {
    return null
  }

  view(): null {
    return null
  }

  lostBytes(): number {
    return this.length
  }

  slice(begin: number, end: number): UnrecordedPayload {
    return new UnrecordedPayload(Math.max(0, Math.min(end, this.length) - begin))
  }
}
