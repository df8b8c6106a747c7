import type { FlowEnding } from '../../types.js'
import { tcpFlag } from '../packet/tcp-segment.js'
import type { CapturedFlow } from './captured-flow.js'
import type { Conversation } from './conversation.js'
import type { TransportPacket } from './decode-transport.js'
import { TcpStream } from './tcp-stream.js'

/** The packets of one TCP connection. */
export class TcpConversation implements Conversation {
  readonly flow: CapturedFlow
  isOver = false
  readonly #sent = new TcpStream('sent')
  readonly #received = new TcpStream('received')
  readonly #endings: FlowEnding[] = []
  /** Sequence number of the client's SYN. */
  #synSequence: number | undefined

  constructor(flow: CapturedFlow) {
    this.flow = flow
  }

  isNewBeginning({ flags, sequence }: TransportPacket, isFromClient: boolean): boolean {
    const isSyn = (flags & (tcpFlag.syn | tcpFlag.ack)) === tcpFlag.syn
    return (
      isSyn && (this.isOver || !isFromClient || (this.#synSequence !== undefined && sequence !== this.#synSequence))
    )
  }

  add(packet: TransportPacket, timeNs: bigint, isFromClient: boolean): void {
    const { flags, length, bytes, begin, end } = packet
    if (this.isOver) return
    const stream = isFromClient ? this.#sent : this.#received
    const isSyn = (flags & tcpFlag.syn) !== 0
    if (isSyn && isFromClient) this.#synSequence ??= packet.sequence
    if (isSyn && !stream.hasBegun) stream.begin(packet.sequence)
    // A SYN takes a number of its own, before the bytes that may come with it.
    const sequence = (packet.sequence + Number(isSyn)) >>> 0
    if (timeNs > this.flow.endNs) this.flow.endNs = timeNs
    if ((flags & tcpFlag.rst) !== 0) return this.#reset(timeNs, isFromClient)
    if (length > 0) stream.add({ timeNs, sequence, bytes, begin, end, length })
    if ((flags & tcpFlag.fin) !== 0) {
      stream.finish((sequence + length) >>> 0)
      this.#end(timeNs, isFromClient, 'fin')
    }
    if (this.#sent.isComplete && this.#received.isComplete) this.#close('closed')
  }

  fail(what: 'port' | 'network', isFromClient: boolean): void {
    if (!isFromClient || this.#received.hasBegun || this.isOver) return
    this.flow.errno = what === 'port' ? 'ECONNREFUSED' : 'ENETUNREACH'
    this.#close(what === 'port' ? 'refused' : 'blocked')
  }

  finish(): CapturedFlow {
    for (const stream of [this.#sent, this.#received]) stream.flush()
    if (!this.isOver) this.#close(this.#sent.isComplete && this.#received.isComplete ? 'closed' : 'open')
    return this.flow
  }

  #reset(timeNs: bigint, isFromClient: boolean): void {
    // The answer to a SYN that nobody listens for.
    if (!isFromClient && this.#synSequence !== undefined && !this.#received.hasBegun) {
      this.flow.errno = 'ECONNREFUSED'
      return this.#close('refused')
    }
    this.#end(timeNs, isFromClient, 'reset')
    this.#close('reset')
  }

  #end(timeNs: bigint, isFromClient: boolean, kind: FlowEnding['kind']): void {
    const side = isFromClient ? 'client' : 'server'
    if (!this.#endings.some((ending) => ending.kind === kind && ending.side === side)) {
      this.#endings.push({ timeNs, side, kind })
    }
  }

  #close(outcome: CapturedFlow['outcome']): void {
    for (const stream of [this.#sent, this.#received]) stream.flush()
    this.isOver = true
    this.flow.outcome = outcome
    this.flow.endings = this.#endings
    // Within a direction times never go back, so its order stays.
    this.flow.chunks = [...this.#sent.chunks, ...this.#received.chunks].sort((a, b) =>
      a.timeNs < b.timeNs ? -1 : Number(a.timeNs > b.timeNs),
    )
  }
}
