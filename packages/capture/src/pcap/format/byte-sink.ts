const chunkLength = 1 << 20

/** Collects what is written, in chunks of about a megabyte that are taken away when they are full. */
export class ByteSink {
  #full: Buffer[] = []
  #current = Buffer.allocUnsafeSlow(chunkLength)
  #length = 0

  /** Room for so many bytes in one piece; the caller fills all of it before it reserves more. */
  reserve(length: number): { bytes: Buffer; at: number } {
    if (this.#length + length > this.#current.length) {
      if (this.#length > 0) this.#full.push(this.#current.subarray(0, this.#length))
      this.#current = Buffer.allocUnsafeSlow(Math.max(chunkLength, length))
      this.#length = 0
    }
    const at = this.#length
    this.#length += length
    return { bytes: this.#current, at }
  }

  write(bytes: Uint8Array): void {
    const place = this.reserve(bytes.length)
    place.bytes.set(bytes, place.at)
  }

  /** The chunks that are full. */
  takeFull(): Buffer[] {
    if (this.#full.length === 0) return noChunks
    const full = this.#full
    this.#full = []
    return full
  }

  /** All that was written since the last time. */
  takeAll(): Buffer[] {
    const all = [...this.takeFull(), this.#current.subarray(0, this.#length)]
    this.#current = this.#current.subarray(this.#length)
    this.#length = 0
    return all.filter((chunk) => chunk.length > 0)
  }
}

const noChunks: Buffer[] = []
