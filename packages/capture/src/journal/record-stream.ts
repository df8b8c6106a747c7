import { eventEndOffset, largestRecord, markBase, recordHeadSize } from './layout.js'
import type { OpenFiles } from './open-files.js'

const chunkSize = 64 * 1024
const zeros = Buffer.alloc(4096)

export interface RawRecord {
  kind: number
  /** CLOCK_MONOTONIC. */
  timeNs: bigint
  socket: bigint
  /** What follows the head. Valid until the next record is asked for. */
  body: Buffer
}

/** The records of one `.events` file, 64 KiB in memory at a time. It goes on where it was when the file grows. */
export class RecordStream {
  /** Places where a record was expected and something else stood, with a record behind it. */
  tornRecords = 0
  /** The file ends within a record. */
  isTruncated = false

  private readonly buffer = Buffer.allocUnsafe(chunkSize)
  private bufferStart = 0
  private bufferEnd = 0

  constructor(
    private readonly files: OpenFiles,
    private readonly path: string,
    private position: number,
  ) {}

  /**
   * @param settledNs a record that another thread has reserved and not yet written looks like a torn one. It is
   *   waited for as long as the record behind it is younger than this time (CLOCK_MONOTONIC).
   * @returns undefined at the end of what is there now
   */
  next(settledNs?: bigint): RawRecord | undefined {
    this.isTruncated = false
    for (let at = this.position; ;) {
      const record = this.recordAt(at)
      const isUnsettled = settledNs !== undefined && at > this.position && isRecord(record) && record.timeNs > settledNs
      if (record === 'end' || isUnsettled) {
        // What was read of the end may be written meanwhile.
        this.bufferEnd = this.bufferStart
        return undefined
      }
      if (isRecord(record)) {
        if (at > this.position) this.tornRecords++
        this.position = at + recordHeadSize + record.body.length
        return record
      }
      at = this.skipZeros(at + 8)
    }
  }

  private recordAt(at: number): RawRecord | 'none' | 'end' {
    const head = this.bytes(at, recordHeadSize)
    if (!head) {
      this.isTruncated ||= (this.bytes(at, 4)?.readUInt32LE() ?? 0) !== 0
      return 'end'
    }
    const kind = head.readUInt32LE(0) - markBase
    const size = head.readUInt32LE(4)
    const timeNs = head.readBigUInt64LE(8)
    const isPlausible = kind > 0 && kind < 256 && size >= recordHeadSize && size <= largestRecord && size % 8 === 0
    if (!isPlausible || timeNs === 0n) return 'none'
    const socket = head.readBigUInt64LE(16)
    const all = this.bytes(at, size)
    if (all) return { kind, timeNs, socket, body: all.subarray(recordHeadSize) }
    this.isTruncated = true
    return 'none'
  }

  /** Files are given space ahead of their records: long stretches of zeros are ordinary. */
  private skipZeros(from: number): number {
    let at = from
    for (;;) {
      const many = this.bytes(at, zeros.length)
      if (many?.equals(zeros)) {
        at += zeros.length
        continue
      }
      const eight = this.bytes(at, 8)
      if (!eight?.equals(zeros.subarray(0, 8))) return at
      at += 8
    }
  }

  /** Bytes of the file; undefined when it does not reach that far. */
  private bytes(at: number, size: number): Buffer | undefined {
    if (at < this.bufferStart || at + size > this.bufferEnd) {
      this.bufferStart = at
      const wanted = Math.min(this.buffer.length, Math.max(0, this.eventEnd() - at))
      this.bufferEnd = at + this.files.read(this.path, this.buffer.subarray(0, wanted), at)
      if (at + size > this.bufferEnd) return undefined
    }
    return this.buffer.subarray(at - this.bufferStart, at - this.bufferStart + size)
  }

  /** The file is larger than what is in it; its writer says how far that goes. */
  private eventEnd(): number {
    const bytes = Buffer.alloc(8)
    const end = this.files.read(this.path, bytes, eventEndOffset) === 8 ? bytes.readBigUInt64LE() : 0n
    return end === 0n ? Infinity : Number(end)
  }
}

function isRecord(found: RawRecord | 'none' | 'end'): found is RawRecord {
  return typeof found === 'object'
}
