import type { Chunk, Direction } from '../../types.js'

/** Bytes of a flow that came from a packet. */
export class CapturedChunk implements Chunk {
  isRefused?: boolean
  readonly #memory: Buffer | null
  readonly #begin: number

  /** @param memory null: the packet has not got the bytes, or is missing */
  constructor(
    readonly timeNs: bigint,
    readonly direction: Direction,
    readonly length: number,
    memory: Buffer | null = null,
    begin = 0,
  ) {
    this.#memory = memory
    this.#begin = begin
  }

  get bytes(): Buffer | null {
    return this.#memory && this.#memory.subarray(this.#begin, this.#begin + this.length)
  }

  get isLost(): boolean {
    return this.#memory === null
  }
}
