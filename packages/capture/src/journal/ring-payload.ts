import type { Payload } from '../types.js'
import { byteCountOffset, notKept } from './layout.js'
import type { OpenFiles } from './open-files.js'

/** The payload of one process: a ring that its writer may be overwriting while it is read. */
export class Ring {
  private knownCount = 0n

  constructor(
    private readonly files: OpenFiles,
    private readonly base: string,
    readonly capacity: bigint,
  ) {}

  /** How many bytes were ever appended. What ended with its directory keeps the last number. */
  byteCount(): bigint {
    const bytes = Buffer.alloc(8)
    if (this.files.read(`${this.base}.events`, bytes, byteCountOffset) === 8) this.knownCount = bytes.readBigUInt64LE()
    return this.knownCount
  }

  read(offset: bigint, length: number): Buffer | null {
    if (BigInt(length) > this.capacity) return null
    const bytes = Buffer.allocUnsafe(length)
    const start = Number(offset % this.capacity)
    const first = Math.min(length, Number(this.capacity) - start)
    const path = `${this.base}.bytes`
    if (this.files.read(path, bytes.subarray(0, first), start) < first) return null
    if (this.files.read(path, bytes.subarray(first), 0) < length - first) return null
    // The count grows before anything is overwritten, so it is looked at after reading.
    return offset + this.capacity < this.byteCount() ? null : bytes
  }
}

const empty = Buffer.alloc(0)

export class RingPayload implements Payload {
  constructor(
    private readonly ring: Ring,
    private readonly offset: bigint,
    readonly length: number,
  ) {}

  read(): Buffer | null {
    if (this.length === 0) return empty
    return this.offset === notKept || this.ring.capacity === 0n ? null : this.ring.read(this.offset, this.length)
  }

  lostBytes(): number {
    if (this.offset === notKept) return this.length
    const lost = this.ring.byteCount() - this.ring.capacity - this.offset
    return lost <= 0n ? 0 : lost >= this.length ? this.length : Number(lost)
  }

  slice(begin: number, end: number): RingPayload {
    const offset = this.offset === notKept ? notKept : this.offset + BigInt(begin)
    return new RingPayload(this.ring, offset, Math.max(0, Math.min(end, this.length) - begin))
  }
}
