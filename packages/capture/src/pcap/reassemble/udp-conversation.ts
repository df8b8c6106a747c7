import type { CapturedFlow } from './captured-flow.js'
import { CapturedChunk } from './captured-chunk.js'
import type { Conversation } from './conversation.js'
import type { TransportPacket } from './decode-transport.js'
import { StreamMemory } from './stream-memory.js'

/** Datagrams between two endpoints; one chunk each, also an empty one. */
export class UdpConversation implements Conversation {
  readonly flow: CapturedFlow
  readonly isOver = false
  readonly #chunks: CapturedChunk[] = []
  readonly #memory = new StreamMemory()
  #failure: { outcome: 'refused' | 'blocked'; errno: string } | undefined

  constructor(flow: CapturedFlow) {
    this.flow = flow
  }

  isNewBeginning(): boolean {
    return false
  }

  add({ bytes, begin, end, length }: TransportPacket, timeNs: bigint, isFromClient: boolean): void {
    const isWhole = end - begin >= length
    const at = isWhole ? this.#memory.copy(bytes, begin, begin + length) : 0
    const memory = isWhole ? this.#memory.piece : null
    this.#chunks.push(new CapturedChunk(timeNs, isFromClient ? 'sent' : 'received', length, memory, at))
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
