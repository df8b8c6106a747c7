import path from 'node:path'
import { viewOf } from '../flow/bytes-view.js'
import type { BytesView, Payload } from '../types.js'
import { byteCountOffset } from './layout.js'
import type { OpenFiles } from './open-files.js'
import { largestWindow, PayloadWindow } from './payload-window.js'

const empty = Buffer.alloc(0)

/** Payload is copied into pieces of larger buffers: each buffer of its own would be work for the collector. */
const slabSize = 2 ** 20
/** Longer payload is read into a buffer of its own. */
const longestInWindow = 32 * 1024
const recentMs = 5

/** Instead of an offset: the payload was never kept. */
export const notKept = -1

/** The payload of one process: a ring that its writer may be overwriting while it is read. */
export class Ring {
  private readonly window = new PayloadWindow()
  private readonly bytesPath: string
  private knownCount = 0
  private knownSize = 0
  private countedAt = -Infinity
  private slab = empty
  private slabAt = 0
  private readonly countBytes = Buffer.alloc(8)
  private readonly diskPath: string

  constructor(
    private readonly files: OpenFiles,
    private readonly base: string,
    readonly capacity: number,
  ) {
    this.bytesPath = `${base}.bytes`
    this.diskPath = path.join(path.dirname(base), 'disk', `${path.basename(base)}.bytes`)
  }

  /** How many bytes from the start of a payload are gone. */
  lostBytes(offset: number, length: number): number {
    if (offset === notKept || !this.isInFile(offset, length)) return length
    return Math.max(0, Math.min(length, this.recentByteCount() - this.capacity - offset))
  }

  /** How many bytes were ever appended. What ended with its directory keeps the last number. */
  byteCount(): number {
    if (this.files.read(`${this.base}.events`, this.countBytes, byteCountOffset) === 8)
      this.knownCount = Number(this.countBytes.readBigUInt64LE())
    return this.knownCount
  }

  /** False when payload was appended and its file is gone. */
  get hasFile(): boolean {
    return this.byteCount() === 0 || this.files.sizeOf(this.bytesPath) !== undefined
  }

  read(offset: number, length: number): Buffer | null {
    if (length > longestInWindow) return this.readLong(offset, length)
    const at = this.load(offset, length)
    if (at < 0) return null
    const bytes = this.takeRoom(length)
    this.window.memory.copy(bytes, 0, at, at + length)
    return bytes
  }

  /** Without a copy: right until other payload of the process is looked at. */
  view(offset: number, length: number): BytesView | null {
    if (length > largestWindow) return viewOf(this.readLong(offset, length))
    const begin = this.load(offset, length)
    return begin < 0 ? null : { bytes: this.window.memory, begin, end: begin + length }
  }

  /** Records that are read from now on speak of payload that may not have been there before. */
  forgetWindow(): void {
    this.window.forget()
  }

  /** Lets go of memory; there may be hundreds of processes, of which few are read again. */
  release(): void {
    this.window.release()
    this.slab = empty
    this.slabAt = 0
  }

  /** Brings payload into the window; -1 when it is gone, or was never written. */
  private load(offset: number, length: number): number {
    const found = this.window.find(offset, length)
    if (found >= 0) return found
    const room = this.window.makeRoom(offset, length, this.capacity)
    const count = this.readInto(room, offset)
    if (count < length || this.isOverwritten(offset)) return -1
    this.window.hold(count)
    return 0
  }

  private readLong(offset: number, length: number): Buffer | null {
    // A damaged record may claim any length: there is no memory for what the file has not got.
    if (this.readInto(this.countBytes.subarray(0, 1), offset + length - 1) === 0) return null
    const bytes = Buffer.allocUnsafeSlow(length)
    return this.readInto(bytes, offset) === length && !this.isOverwritten(offset) ? bytes : null
  }

  private readInto(bytes: Buffer, offset: number): number {
    if (bytes.length > this.capacity || offset > Number.MAX_SAFE_INTEGER) return 0
    const start = offset % this.capacity
    const first = Math.min(bytes.length, this.capacity - start)
    const count = this.readFiles(bytes.subarray(0, first), start)
    return count < first ? count : count + this.readFiles(bytes.subarray(first), 0)
  }

  /** Where the file ends, the one on the disk goes on; before that it has a hole. */
  private readFiles(bytes: Buffer, start: number): number {
    const count = this.files.read(this.bytesPath, bytes, start)
    if (count === bytes.length || this.files.sizeOf(this.bytesPath) === undefined) return count
    return count + this.files.read(this.diskPath, bytes.subarray(count), start + count)
  }

  /** The files grow while their process lives, so that only a length that is too small is looked at again. */
  private isInFile(offset: number, length: number): boolean {
    const end = Math.min((offset % this.capacity) + length, this.capacity)
    if (end > this.knownSize) this.knownSize = this.sizeOfFiles()
    return end <= this.knownSize
  }

  private sizeOfFiles(): number {
    const size = this.files.sizeOf(this.bytesPath)
    return size === undefined ? 0 : Math.max(size, this.files.sizeOf(this.diskPath) ?? 0)
  }

  /** The count grows before anything is overwritten, so it is looked at after reading. */
  private isOverwritten(offset: number): boolean {
    return offset + this.capacity < this.byteCount()
  }

  /** The same without a look into the file each time: what was lost in the last moments, reading finds out. */
  private recentByteCount(): number {
    const now = performance.now()
    if (now - this.countedAt < recentMs) return this.knownCount
    this.countedAt = now
    return this.byteCount()
  }

  private takeRoom(length: number): Buffer {
    if (this.slab.length - this.slabAt < length) {
      this.slab = Buffer.allocUnsafeSlow(slabSize)
      this.slabAt = 0
    }
    this.slabAt += length
    return this.slab.subarray(this.slabAt - length, this.slabAt)
  }
}

export class RingPayload implements Payload {
  constructor(
    private readonly ring: Ring,
    private readonly offset: number,
    readonly length: number,
  ) {}

  read(): Buffer | null {
    if (this.length === 0) return empty
    return this.isKept ? this.ring.read(this.offset, this.length) : null
  }

  view(): BytesView | null {
    if (this.length === 0) return viewOf(empty)
    return this.isKept ? this.ring.view(this.offset, this.length) : null
  }

  lostBytes(): number {
    return this.ring.lostBytes(this.offset, this.length)
  }

  slice(begin: number, end: number): RingPayload {
    const offset = this.offset === notKept ? notKept : this.offset + begin
    return new RingPayload(this.ring, offset, Math.max(0, Math.min(end, this.length) - begin))
  }

  private get isKept(): boolean {
    return this.offset !== notKept && this.ring.capacity > 0
  }
}
