import type { CapturedFlow } from './captured-flow.js'
import { CapturedChunk } from './captured-chunk.js'
import type { Conversation } from './conversation.js'
import type { TransportPacket } from './decode-transport.js'

/** Datagrams between two endpoints; one chunk each, also an empty one. */
export class UdpConversation implements Conversation {
  readonly flow: CapturedFlow
  readonly isOver = false
  readonly #chunks: CapturedChunk[] = []
  #failure: { outcome: 'refused' | 'blocked'; errno: string } | undefined

  constructor(flow: CapturedFlow) {
    this.flow = flow
  }

  isNewBeginning(): boolean {
    return false
  }

  add({ payload, length }: TransportPacket, timeNs: bigint, isFromClient: boolean): void {
    const bytes = payload.length < length ? null : Buffer.from(payload)
    this.#chunks.push(new CapturedChunk(timeNs, isFromClient ? 'sent' : 'received', bytes, length))
    if (timeNs > this.flow.endNs) this.flow.endNs = timeNs
  }

  fail(what: 'port' | 'network', isFromClient: boolean): void {
    const direction = isFromClient ? 'sent' : 'received'
    const chunk = this.#chunks.findLast((chunk) => chunk.direction === direction && !chunk.isRefused)
    if (chunk && what === 'port') chunk.isRefused = true
    // A blocked attempt leaves no more than its mark.
    if (chunk && what === 'network' && chunk.length === 0) this.#chunks.splice(this.#chunks.indexOf(chunk), 1)
    this.#failure ??=
      what === 'port' ? { outcome: 'refused', errno: 'ECONNREFUSED' } : { outcome: 'blocked', errno: 'ENETUNREACH' }
  }

  /** It is refused or blocked when nothing of it arrived. */
  finish(): CapturedFlow {
    const { flow } = this
    flow.chunks = this.#chunks
    flow.outcome = 'closed'
    if (this.#failure && this.#chunks.every(({ isRefused }) => isRefused)) Object.assign(flow, this.#failure)
    return flow
  }
}
