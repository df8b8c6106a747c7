import { CaptureError } from '../../capture-error.js'

/** Gives out a stream of bytes in pieces of the wanted length. Holds no more than one piece and one chunk. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>
  #buffer: Buffer = Buffer.alloc(0)
  #at = 0
  #taken = 0

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** Bytes that were taken so far: where a reader stands. */
  get position(): number {
    return this.#taken
  }

  get available(): number {
    return this.#buffer.length - this.#at
  }

  /** Waits until so many bytes are here; false when the stream ends before. */
  async fill(length: number): Promise<boolean> {
    if (this.available >= length) return true
    const parts = [this.#buffer.subarray(this.#at)]
    let available = this.available
    while (available < length) {
      const { done, value } = await this.#chunks.next()
      if (done) break
      const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      parts.push(bytes)
      available += bytes.length
    }
    this.#buffer = Buffer.concat(parts)
    this.#at = 0
    return available >= length
  }

  /** The next bytes, which `fill` has waited for. */
  take(length: number): Buffer {
    const bytes = this.#buffer.subarray(this.#at, this.#at + length)
    this.#at += length
    this.#taken += length
    return bytes
  }

  /** The next bytes, which stay. */
  peek(length: number): Buffer {
    return this.#buffer.subarray(this.#at, this.#at + length)
  }

  /** Drops bytes without holding them all. */
  async skip(length: number): Promise<void> {
    for (let left = length; left > 0;) {
      if (this.available === 0 && !(await this.fill(1))) throw this.truncated()
      left -= this.take(Math.min(left, this.available)).length
    }
  }

  /** @throws {CaptureError} when the stream ends before */
  async require(length: number): Promise<Buffer> {
    if (!(await this.fill(length))) throw this.truncated()
    return this.take(length)
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  truncated(): CaptureError {
    const end = this.#taken + this.available
    return new CaptureError(
      'TRUNCATED_CAPTURE',
      `the capture breaks off at byte ${end}, within what begins at ${this.#taken}`,
    )
  }
}
