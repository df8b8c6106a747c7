import { CaptureError } from '../../capture-error.js'

const nothing = Buffer.alloc(0)

/** A stream of bytes of which as many are in memory as a reader asks for. */
export class ByteSource {
  /** What was not taken yet begins at `at` in it. */
  buffer: Buffer = nothing
  at = 0
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #isReused: boolean
  #memory: Buffer = nothing
  /** Where the buffer begins in the stream. */
  #start = 0
  #unitBegin = 0

  /** @param isReused nobody looks at what was taken once more is filled in: the same memory is used again */
  constructor(chunks: AsyncIterable<Uint8Array>, isReused: boolean) {
    this.#chunks = chunks[Symbol.asyncIterator]()
    this.#isReused = isReused
  }

  /** Less than 0 when a reader has gone past what is here. */
  get available(): number {
    return this.buffer.length - this.at
  }

  /** All that is here was taken, in whole packets or blocks. */
  get isAtUnitEnd(): boolean {
    return this.available === 0 && this.#start + this.at === this.#unitBegin
  }

  /** Tells that a packet or block begins here, and where that is in the stream. */
  beginUnit(): number {
    this.#unitBegin = this.#start + this.at
    return this.#unitBegin
  }

  /** Waits until so many bytes are here; false when the stream ends before. */
  async fill(length: number): Promise<boolean> {
    if (this.available >= length) return true
    this.#dropTaken()
    while (this.available < length) {
      const { done, value } = await this.#chunks.next()
      if (done) return false
      this.#append(value)
    }
    return true
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  truncated(): CaptureError {
    const end = this.#start + this.buffer.length
    return new CaptureError(
      'TRUNCATED_CAPTURE',
      `the capture breaks off at byte ${end}, within what begins at ${this.#unitBegin}`,
    )
  }

  #dropTaken(): void {
    const from = Math.min(this.at, this.buffer.length)
    const rest = this.buffer.subarray(from)
    this.at -= from
    this.#start += from
    if (!this.#isReused) {
      this.buffer = rest
      this.#memory = nothing
      return
    }
    rest.copy(this.#memory)
    this.buffer = this.#memory.subarray(0, rest.length)
  }

  #append(chunk: Uint8Array): void {
    // Where a reader has gone past all that was here, nothing is kept.
    const skipped = Math.min(this.at, chunk.length)
    this.at -= skipped
    this.#start += skipped
    const used = this.buffer.length
    const total = used + chunk.length - skipped
    if (total > this.#memory.length) {
      this.#memory = Buffer.allocUnsafeSlow(Math.max(total, 2 * this.#memory.length))
      this.buffer.copy(this.#memory)
    }
    this.#memory.set(chunk.subarray(skipped), used)
    this.buffer = this.#memory.subarray(0, total)
  }
}
