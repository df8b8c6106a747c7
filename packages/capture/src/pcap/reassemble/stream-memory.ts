const largestPiece = 256 * 1024

/**
 * Memory for the bytes of one flow's direction. They are copied out of what was read, which would otherwise stay for as
 * long as any of them; and into few larger pieces, because a buffer for each packet is work for the collector.
 */
export class StreamMemory {
  piece: Buffer = Buffer.alloc(0)
  #used = 0

  /** @returns where the copy begins in `piece` */
  copy(from: Buffer, begin: number, end: number): number {
    const length = end - begin
    if (this.piece.length - this.#used < length) {
      // The first one is exact: most flows are small.
      this.piece = Buffer.allocUnsafeSlow(Math.max(length, Math.min(2 * this.piece.length, largestPiece)))
      this.#used = 0
    }
    const at = this.#used
    from.copy(this.piece, at, begin, end)
    this.#used += length
    return at
  }
}
