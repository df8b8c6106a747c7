import type { Direction } from '../../types.js'
import { CapturedChunk } from './captured-chunk.js'
import { StreamMemory } from './stream-memory.js'

/** Bytes that wait for those before them; beyond this, those are taken to be lost. */
const mostWaitingBytes = 4 << 20
const mostWaitingSegments = 4096
/** A segment further away than any window is not of this stream. */
const furthest = 1 << 30

interface Segment {
  timeNs: bigint
  sequence: number
  /** Its bytes are there in these, as far as they were captured. */
  bytes: Buffer
  begin: number
  end: number
  length: number
}

/** Puts the segments of one direction in order: once each, whatever came twice, late or not at all. */
export class TcpStream {
  readonly chunks: CapturedChunk[] = []
  readonly #direction: Direction
  readonly #memory = new StreamMemory()
  /** Sequence number of the next byte; undefined before anything was seen. */
  #next: number | undefined
  #waiting: Segment[] = []
  #waitingBytes = 0
  #finAt: number | undefined
  #latestNs = 0n

  constructor(direction: Direction) {
    this.#direction = direction
  }

  /** The sequence number that a SYN named is that of the byte before the first. */
  begin(sequence: number): void {
    this.#next = (sequence + 1) >>> 0
  }

  get hasBegun(): boolean {
    return this.#next !== undefined
  }

  /** All of it is here, up to its FIN. */
  get isComplete(): boolean {
    return this.#finAt !== undefined && this.#next === this.#finAt
  }

  /** A FIN stands behind the byte before this sequence number. */
  finish(sequence: number): void {
    this.#finAt ??= sequence
    this.#next ??= sequence
  }

  add(segment: Segment): void {
    this.#next ??= segment.sequence
    const distance = (segment.sequence - this.#next) | 0
    if (segment.length === 0 || distance + segment.length <= 0 || distance > furthest) return
    if (distance > 0) return this.#wait(segment)
    this.#deliver(segment)
    this.#deliverWaiting()
  }

  /** Gives up on what is missing. */
  flush(): void {
    while (this.#waiting.length > 0) this.#skipGap()
  }

  #wait(segment: Segment): void {
    const isAfter = (other: Segment) => ((other.sequence - segment.sequence) | 0) <= 0
    let at = this.#waiting.length
    while (at > 0 && !isAfter(this.#waiting[at - 1] as Segment)) at -= 1
    // The memory of the chunk that it was read from is not to be kept for it.
    const bytes = Buffer.from(segment.bytes.subarray(segment.begin, segment.end))
    this.#waiting.splice(at, 0, { ...segment, bytes, begin: 0, end: bytes.length })
    this.#waitingBytes += bytes.length
    while (this.#waitingBytes > mostWaitingBytes || this.#waiting.length > mostWaitingSegments) this.#skipGap()
  }

  #skipGap(): void {
    const [first] = this.#waiting
    if (!first || this.#next === undefined) return
    const missing = (first.sequence - this.#next) | 0
    if (missing > 0) this.#append(first.timeNs, missing)
    this.#deliverWaiting()
  }

  #deliverWaiting(): void {
    let count = 0
    for (const segment of this.#waiting) {
      if (((segment.sequence - (this.#next ?? 0)) | 0) > 0) break
      this.#waitingBytes -= segment.end - segment.begin
      count += 1
      this.#deliver(segment)
    }
    if (count > 0) this.#waiting = this.#waiting.slice(count)
  }

  /** Takes what is new of a segment that begins at the next byte or before it. */
  #deliver({ timeNs, sequence, bytes, begin, end, length }: Segment): void {
    const known = ((this.#next ?? 0) - sequence) | 0
    if (known >= length) return
    const from = begin + known
    const until = Math.min(end, begin + length)
    if (from < until) this.#append(timeNs, until - from, this.#memory.copy(bytes, from, until))
    const lost = length - Math.max(known, until - begin)
    if (lost > 0) this.#append(timeNs, lost)
  }

  /**
   * A segment that was sent again is as late as what it makes readable.
   *
   * @param at where the bytes are in memory; lost when it is not given
   */
  #append(timeNs: bigint, length: number, at?: number): void {
    if (timeNs > this.#latestNs) this.#latestNs = timeNs
    const memory = at === undefined ? null : this.#memory.piece
    this.chunks.push(new CapturedChunk(this.#latestNs, this.#direction, length, memory, at))
    this.#next = ((this.#next ?? 0) + length) >>> 0
  }
}
