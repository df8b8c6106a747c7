import type { Payload } from '../types.js'
import { byteCountOffset, notKept } from './layout.js'
import type { OpenFiles } from './open-files.js'

const empty = Buffer.alloc(0)

/** Payload is read into pieces of larger buffers: each buffer of its own would be work for the collector. */
const slabSize = 2 ** 20
const recentMs = 5

/** The payload of one process: a ring that its writer may be overwriting while it is read. */
export class Ring {
  private knownCount = 0n
  private countedAt = -Infinity
  private slab = empty
  private readonly countBytes = Buffer.alloc(8)

  constructor(
    private readonly files: OpenFiles,
    private readonly base: string,
    readonly capacity: bigint,
  ) {}

  /** The same without a look into the file each time: what was lost in the last moments, `read` finds out. */
  recentByteCount(): bigint {
    const now = performance.now()
    if (now - this.countedAt < recentMs) return this.knownCount
    this.countedAt = now
    return this.byteCount()
  }

  /** How many bytes were ever appended. What ended with its directory keeps the last number. */
  byteCount(): bigint {
    if (this.files.read(`${this.base}.events`, this.countBytes, byteCountOffset) === 8)
      this.knownCount = this.countBytes.readBigUInt64LE()
    return this.knownCount
  }

  read(offset: bigint, length: number): Buffer | null {
    if (BigInt(length) > this.capacity) return null
    const bytes = this.takeRoom(length)
    const start = Number(offset % this.capacity)
    const first = Math.min(length, Number(this.capacity) - start)
    const path = `${this.base}.bytes`
    if (this.files.read(path, bytes.subarray(0, first), start) < first) return null
    if (this.files.read(path, bytes.subarray(first), 0) < length - first) return null
    // The count grows before anything is overwritten, so it is looked at after reading.
    return offset + this.capacity < this.byteCount() ? null : bytes
  }

  private takeRoom(length: number): Buffer {
    if (length > slabSize / 4) return Buffer.allocUnsafe(length)
    if (this.slab.length < length) this.slab = Buffer.allocUnsafe(slabSize)
    const room = this.slab.subarray(0, length)
    this.slab = this.slab.subarray(length)
    return room
  }
}

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
    const lost = this.ring.recentByteCount() - this.ring.capacity - this.offset
    return lost <= 0n ? 0 : lost >= this.length ? this.length : Number(lost)
  }

  slice(begin: number, end: number): RingPayload {
    const offset = this.offset === notKept ? notKept : this.offset + BigInt(begin)
    return new RingPayload(this.ring, offset, Math.max(0, Math.min(end, this.length) - begin))
  }
}
