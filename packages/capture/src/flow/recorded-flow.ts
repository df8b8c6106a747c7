import type { Chunk, Direction, Flow, FlowEnding, FlowOutcome, FlowSide, JournalEvent, Protocol } from '../types.js'
import { PayloadChunk } from './chunk.js'

export interface FlowParts {
  protocol: Protocol
  client: FlowSide
  server: FlowSide
  beginNs: bigint
  endNs: bigint
  chunks: readonly Chunk[]
  outcome: FlowOutcome
  endings: readonly FlowEnding[]
  errno?: string
  /** What it was put together from. */
  events: readonly JournalEvent[]
}

/** A flow whose bytes are read when they are asked for. */
export class RecordedFlow implements Flow {
  readonly protocol: Protocol
  readonly client: FlowSide
  readonly server: FlowSide
  readonly beginNs: bigint
  readonly endNs: bigint
  readonly chunks: readonly Chunk[]
  readonly outcome: FlowOutcome
  readonly endings: readonly FlowEnding[]
  declare readonly errno?: string
  /** What it was put together from. Hidden where flows are printed or compared. */
  readonly #events: readonly JournalEvent[]

  constructor(parts: FlowParts) {
    this.protocol = parts.protocol
    this.client = parts.client
    this.server = parts.server
    this.beginNs = parts.beginNs
    this.endNs = parts.endNs
    this.chunks = parts.chunks
    this.outcome = parts.outcome
    this.endings = parts.endings
    this.#events = parts.events
    if (parts.errno !== undefined) this.errno = parts.errno
  }

  get sent(): Buffer {
    return this.join('sent')
  }

  get received(): Buffer {
    return this.join('received')
  }

  get sentBytes(): number {
    return this.count('sent')
  }

  get receivedBytes(): number {
    return this.count('received')
  }

  get lostBytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + lostOf(chunk), 0)
  }

  /** Bytes that one end received and that nobody recorded as sent. */
  get unrecordedBytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + (isUnrecorded(chunk) ? chunk.length : 0), 0)
  }

  get events(): readonly JournalEvent[] {
    return this.#events
  }

  /**
   * What happened at or after a time; undefined when nothing did. When the peer of an earlier conversation notices its
   * end is a matter of chance, so that alone is nothing.
   */
  since(timeNs: bigint): RecordedFlow | undefined {
    if (this.beginNs >= timeNs) return this
    if (this.endNs < timeNs) return undefined
    const chunks = this.chunks.filter((chunk) => chunk.timeNs >= timeNs)
    const endings = this.endings.filter((ending) => ending.timeNs >= timeNs)
    if (chunks.length === 0 && endings.every(({ kind }) => kind === 'fin')) return undefined
    return new RecordedFlow({
      ...this,
      events: this.#events,
      chunks,
      endings,
      beginNs: chunks[0]?.timeNs ?? this.endNs,
    })
  }

  private join(direction: Direction): Buffer {
    const parts = this.chunks.filter((chunk) => chunk.direction === direction).map(({ bytes }) => bytes)
    return Buffer.concat(parts.filter((bytes) => bytes !== null))
  }

  private count(direction: Direction): number {
    return this.chunks.reduce((sum, chunk) => (chunk.direction === direction ? sum + chunk.length : sum), 0)
  }
}

function lostOf(chunk: Chunk): number {
  const isLost = chunk instanceof PayloadChunk ? chunk.isLost() : chunk.bytes === null
  return isLost ? chunk.length : 0
}

function isUnrecorded(chunk: Chunk): boolean {
  return chunk instanceof PayloadChunk && chunk.isUnrecorded
}
