const chunkLength = 1 << 20
const mostSpare = 4

/** Collects what is written, in chunks of about a megabyte that are taken away when they are full. */
export class ByteSink {
  /** The chunk that is being filled, and the same as numbers. */
  bytes: Buffer = Buffer.allocUnsafeSlow(chunkLength)
  view = new DataView(this.bytes.buffer)
  #length = 0
  #full: Buffer[] = []
  /** Memory that was used before: new memory has to be cleared, which takes as long as filling it. */
  readonly #spare: ArrayBufferLike[] = []

  /**
   * Makes room for so many bytes in one piece; the caller fills all of it before it reserves more.
   *
   * @returns where it begins in `bytes`
   */
  reserve(length: number): number {
    if (this.#length + length > this.bytes.length) {
      if (this.#length > 0) this.#full.push(this.bytes.subarray(0, this.#length))
      this.#use(this.#takeMemory(length), 0)
    }
    const at = this.#length
    this.#length += length
    return at
  }

  write(bytes: Uint8Array): void {
    const at = this.reserve(bytes.length)
    this.bytes.set(bytes, at)
  }

  get hasFull(): boolean {
    return this.#full.length > 0
  }

  /** The chunks that are full. */
  takeFull(): Buffer[] {
    const full = this.#full
    this.#full = []
    return full
  }

  /** All that was written since the last time. */
  takeAll(): Buffer[] {
    const all = [...this.takeFull(), this.bytes.subarray(0, this.#length)]
    this.#use(this.bytes.buffer, this.bytes.byteOffset + this.#length)
    return all.filter((chunk) => chunk.length > 0)
  }

  /** Takes a chunk back that nobody will look at any more. */
  giveBack({ buffer }: Buffer): void {
    const isOfUse = buffer.byteLength === chunkLength && buffer !== this.bytes.buffer
    if (isOfUse && this.#spare.length < mostSpare) this.#spare.push(buffer)
  }

  #use(memory: ArrayBufferLike, from: number): void {
    this.bytes = Buffer.from(memory, from)
    this.view = new DataView(memory, from)
    this.#length = 0
  }

  #takeMemory(length: number): ArrayBufferLike {
    const spare = length > chunkLength ? undefined : this.#spare.pop()
    return spare ?? new ArrayBuffer(Math.max(chunkLength, length))
  }
}
