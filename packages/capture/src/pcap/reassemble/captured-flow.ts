import type { Direction, Flow, FlowEnding, FlowOutcome, FlowSide, Protocol } from '../../types.js'
import type { CapturedChunk } from './captured-chunk.js'

/** A flow that was put together from packets; its bytes are in memory. */
export class CapturedFlow implements Flow {
  chunks: readonly CapturedChunk[] = []
  endings: readonly FlowEnding[] = []
  outcome: FlowOutcome = 'open'
  declare errno?: string
  endNs: bigint

  constructor(
    readonly protocol: Protocol,
    readonly client: FlowSide,
    readonly server: FlowSide,
    readonly beginNs: bigint,
  ) {
    this.endNs = beginNs
  }

  get sent(): Buffer {
    return this.#join('sent')
  }

  get received(): Buffer {
    return this.#join('received')
  }

  get sentBytes(): number {
    return this.#count((chunk) => chunk.direction === 'sent')
  }

  get receivedBytes(): number {
    return this.#count((chunk) => chunk.direction === 'received')
  }

  get lostBytes(): number {
    return this.#count((chunk) => chunk.isLost)
  }

  #join(direction: Direction): Buffer {
    const parts = this.chunks.map((chunk) => (chunk.direction === direction ? chunk.bytes : null))
    return Buffer.concat(parts.filter((bytes) => bytes !== null))
  }

  #count(isMeant: (chunk: CapturedChunk) => boolean): number {
    return this.chunks.reduce((sum, chunk) => (isMeant(chunk) ? sum + chunk.length : sum), 0)
  }
}
