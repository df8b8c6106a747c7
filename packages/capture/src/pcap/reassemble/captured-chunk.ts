import type { Chunk, Direction } from '../../types.js'

/** Bytes of a flow that came from a packet; null when the packet has not got them, or is missing. */
export class CapturedChunk implements Chunk {
  isRefused?: boolean

  constructor(
    readonly timeNs: bigint,
    readonly direction: Direction,
    readonly bytes: Buffer | null,
    readonly length: number = bytes?.length ?? 0,
  ) {}
}
