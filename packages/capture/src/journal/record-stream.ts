import { eventEndOffset, largestRecord, markBase, recordHeadSize } from './layout.js'
import type { OpenFiles } from './open-files.js'

/** So much of a file is in memory at a time: little at first, because there may be thousands of files. */
const firstChunkSize = largestRecord
const chunkSize = 64 * 1024
const zeros = Buffer.alloc(4096)
const nothing = Buffer.alloc(0)

/**
 * The records of one `.events` file, one after the other. It goes on where it was when the file grows. The record stands
 * in fields: an object for each, with a view of its bytes, would cost more than all the rest of reading it.
 */
export class RecordStream {
  /** Places where a record was expected and something else stood, with a record behind it. */
  tornRecords = 0
  /** The file ends within a record. */
  isTruncated = false

  kind = 0
  /** CLOCK_MONOTONIC. */
  timeNs = 0n
  socket = 0n
  /** What follows the head is in `bytes` at `bodyAt`, until the next record is asked for. */
  bodyAt = 0
  bodySize = 0
  bytes: Buffer = nothing
  /** The same bytes. */
  view: DataView = new DataView(nothing.buffer, 0, 0)

  private readonly endBytes = Buffer.alloc(8)
  private bufferStart = 0
  private bufferEnd = 0

  /** @param beforeRead told before more of the file is read */
  constructor(
    private readonly files: OpenFiles,
    private readonly path: string,
    private position: number,
    private readonly beforeRead?: () => void,
  ) {}

  /**
   * Goes to the next record.
   *
   * @param settledNs a record that another thread has reserved and not yet written looks like a torn one. It is
   *   waited for as long as the record behind it is younger than this time (CLOCK_MONOTONIC).
   * @returns false at the end of what is there now
   */
  next(settledNs?: bigint): boolean {
    this.isTruncated = false
    for (let at = this.position; ;) {
      const found = this.look(at)
      const isUnsettled = settledNs !== undefined && at > this.position && found === 'record' && this.timeNs > settledNs
      if (found === 'end' || isUnsettled) {
        this.forget()
        return false
      }
      if (found === 'record') {
        if (at > this.position) this.tornRecords++
        this.position = at + recordHeadSize + this.bodySize
        return true
      }
      at = this.skipZeros(at + 8)
    }
  }

  /** Where the record ends in the file. */
  get end(): number {
    return this.position
  }

  private look(at: number): 'record' | 'none' | 'end' {
    const head = this.find(at, recordHeadSize)
    if (head < 0) {
      const mark = this.find(at, 4)
      this.isTruncated ||= mark >= 0 && this.view.getUint32(mark, true) !== 0
      return 'end'
    }
    const kind = this.view.getUint32(head, true) - markBase
    const size = this.view.getUint32(head + 4, true)
    const isPlausible = kind > 0 && kind < 256 && size >= recordHeadSize && size <= largestRecord && size % 8 === 0
    if (!isPlausible || this.view.getBigUint64(head + 8, true) === 0n) return 'none'
    const whole = this.find(at, size)
    if (whole < 0) {
      this.isTruncated = true
      return 'none'
    }
    this.kind = kind
    this.timeNs = this.view.getBigUint64(whole + 8, true)
    this.socket = this.view.getBigUint64(whole + 16, true)
    this.bodyAt = whole + recordHeadSize
    this.bodySize = size - recordHeadSize
    return 'record'
  }

  /** Files are given space ahead of their records: long stretches of zeros are ordinary. */
  private skipZeros(from: number): number {
    let at = from
    for (; this.isZero(at, zeros.length); at += zeros.length);
    for (; this.isZero(at, 8); at += 8);
    return at
  }

  private isZero(at: number, size: number): boolean {
    const found = this.find(at, size)
    return found >= 0 && zeros.compare(this.bytes, found, found + size, 0, size) === 0
  }

  /** Where these bytes of the file are in the buffer; -1 when the file does not reach that far. */
  private find(at: number, size: number): number {
    if (at < this.bufferStart || at + size > this.bufferEnd) {
      this.fill(at)
      if (at + size > this.bufferEnd) return -1
    }
    return at - this.bufferStart
  }

  private fill(at: number): void {
    this.beforeRead?.()
    const size = this.bytes.length === 0 ? firstChunkSize : chunkSize
    if (this.bytes.length < size) {
      this.bytes = Buffer.allocUnsafeSlow(size)
      this.view = new DataView(this.bytes.buffer)
    }
    this.bufferStart = at
    const wanted = Math.max(0, Math.min(this.bytes.length, this.readEnd() - at))
    this.bufferEnd = at + this.files.read(this.path, this.bytes.subarray(0, wanted), at)
  }

  /** What was read of the end may be written meanwhile, and memory is not held for a file that has no more. */
  private forget(): void {
    this.bytes = nothing
    this.bufferStart = this.bufferEnd = 0
  }

  /** The file is larger than what is in it; its writer says how far that goes. */
  private readEnd(): number {
    const read = this.files.read(this.path, this.endBytes, eventEndOffset) === 8
    return (read && Number(this.endBytes.readBigUInt64LE())) || Infinity
  }
}
