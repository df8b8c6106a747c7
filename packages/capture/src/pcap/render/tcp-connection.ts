import { UnrecordedPayload } from '../../flow/chunk.js'
import type { Payload } from '../../types.js'
import type { Frame } from '../packet/frame.js'
import { buildTcpSegment, buildTcpSyn, tcpFlag, tcpHeaderLength } from '../packet/tcp-segment.js'
import { describeProcesses } from '../process-comment.js'
import type { AcknowledgementTimer } from './acknowledgement-timer.js'
import type { PacketWriter } from './packet-writer.js'
import type { TcpSide } from './tcp-side.js'

/** In one long send the receiver acknowledges each time that so many segments have come. */
const segmentsPerAcknowledgement = 32

/** Of bytes that nobody recorded so many have packets, which are made at once. */
const mostUnrecorded = 2 ** 26

export interface RenderContext {
  readonly frame: Frame
  readonly writer: PacketWriter
  readonly timer: AcknowledgementTimer
  /** Largest IP packet of a TCP connection, in bytes. */
  readonly mtu: number
}

/** Makes the packets of one connection out of what its two ends did, with the numbers that belong into them. */
export class TcpConnection {
  readonly key: string
  readonly client: TcpSide
  readonly server: TcpSide
  /** A reset went over it, or both ends have finished: no more packets but those that were on their way. */
  isOver = false
  /** It waits to be forgotten. */
  isRetired = false
  readonly #context: RenderContext
  /** Bytes of payload that a segment may have. */
  readonly largestSegment: number
  #comment: string | undefined

  constructor(key: string, client: TcpSide, server: TcpSide, context: RenderContext) {
    this.key = key
    this.client = client
    this.server = server
    this.#context = context
    this.largestSegment = context.mtu - client.path.headerLength - tcpHeaderLength
  }

  /** The next packet will say who talks to whom. */
  nameProcesses(): void {
    const { client, server } = this
    this.#comment = describeProcesses(client.process, server.process, { client: client.host, server: server.host })
  }

  handshake(timeNs: bigint): void {
    const { client, server } = this
    this.#emitSyn(timeNs, client, tcpFlag.syn)
    this.#emitSyn(timeNs, server, tcpFlag.syn | tcpFlag.ack)
    this.#emit(timeNs, client, tcpFlag.ack)
  }

  /** A connect that nobody listened for. */
  refuse(timeNs: bigint): void {
    this.#emitSyn(timeNs, this.client, tcpFlag.syn)
    this.#emit(timeNs, this.server, tcpFlag.rst | tcpFlag.ack)
    this.isOver = true
  }

  /** A connect whose SYN goes nowhere. */
  attempt(timeNs: bigint): void {
    this.#emitSyn(timeNs, this.client, tcpFlag.syn)
    this.isOver = true
  }

  /** @param isLast the payload is the end of what the program handed over at once */
  send(timeNs: bigint, side: TcpSide, payload: Payload, isLast: boolean): void {
    if (side.isFinSent || payload.length === 0) return
    const whole = payload.view()
    if (whole) return this.#sendSegments(timeNs, side, whole.bytes, whole.begin, whole.end, isLast)
    const lost = Math.min(payload.lostBytes(), payload.length)
    const rest = lost === payload.length ? null : payload.slice(lost, payload.length).view()
    if (rest === null) return this.#sendSegments(timeNs, side, null, 0, payload.length, isLast)
    this.#sendSegments(timeNs, side, null, 0, lost, false)
    this.#sendSegments(timeNs, side, rest.bytes, rest.begin, rest.end, isLast)
  }

  /** The side has sent more than anybody recorded. */
  sendUnrecorded(timeNs: bigint, side: TcpSide, length: number): void {
    const shown = Math.min(length, mostUnrecorded)
    if (!this.isOver) this.send(timeNs, side, new UnrecordedPayload(shown), true)
    this.#comment ??= `${length} bytes that the ${this.otherSide(side).role} received were not recorded`
  }

  /** The side sends nothing more. */
  finish(timeNs: bigint, side: TcpSide): void {
    if (side.isFinSent || this.isOver) return
    const other = this.otherSide(side)
    side.isFinSent = true
    this.#emit(timeNs, side, tcpFlag.fin | tcpFlag.ack)
    side.next = (side.next + 1) >>> 0
    if (!other.isFinSent) return this.#context.timer.start(this, other, timeNs)
    this.acknowledge(timeNs, other)
    this.isOver = true
  }

  /** The side is closed: in order, or with bytes that it did not read. */
  finishOrReset(timeNs: bigint, side: TcpSide): void {
    // An end that the other side has read proves that a process went on with the socket and closed it in order.
    const hasEndedPlainly = side.isFinSent && !side.hasShutDown
    if (side.closedByReset && !hasEndedPlainly) this.reset(timeNs, side)
    else this.finish(timeNs, side)
  }

  reset(timeNs: bigint, side: TcpSide): void {
    if (this.isOver) return
    this.#emit(timeNs, side, tcpFlag.rst | tcpFlag.ack)
    this.isOver = true
  }

  /** Acknowledges what the side has received, if there is anything new. */
  acknowledge(timeNs: bigint, side: TcpSide): void {
    if (!this.isOver && side.acknowledged !== this.otherSide(side).next) this.#emit(timeNs, side, tcpFlag.ack)
  }

  get hasSockets(): boolean {
    return this.client.sockets.size > 0 || this.server.sockets.size > 0
  }

  otherSide(side: TcpSide): TcpSide {
    return side === this.client ? this.server : this.client
  }

  /** @param bytes null: they are lost, and only their number counts */
  #sendSegments(
    timeNs: bigint,
    side: TcpSide,
    bytes: Buffer | null,
    begin: number,
    end: number,
    isLast: boolean,
  ): void {
    if (begin === end) return
    const receiver = this.otherSide(side)
    if (bytes === null) this.#comment = `${end - begin} bytes from here on were not kept`
    for (let at = begin; at < end;) {
      const until = Math.min(at + this.largestSegment, end)
      const flags = until === end && isLast ? tcpFlag.psh | tcpFlag.ack : tcpFlag.ack
      this.#emit(timeNs, side, flags, bytes, at, until)
      side.next = (side.next + until - at) >>> 0
      at = until
      receiver.unacknowledgedSegments += 1
      if (receiver.unacknowledgedSegments >= segmentsPerAcknowledgement) this.acknowledge(timeNs, receiver)
    }
    if (receiver.unacknowledgedSegments >= 2 && isLast) this.acknowledge(timeNs, receiver)
    else if (receiver.unacknowledgedSegments > 0) this.#context.timer.start(this, receiver, timeNs)
  }

  #emitSyn(timeNs: bigint, side: TcpSide, flags: number): void {
    const { frame } = this.#context
    const fields = { sequence: side.next, acknowledgement: this.otherSide(side).next, flags }
    buildTcpSyn(frame, side.path, fields, this.largestSegment)
    side.next = (side.next + 1) >>> 0
    this.#write(timeNs, side)
  }

  #emit(timeNs: bigint, side: TcpSide, flags: number, payload: Buffer | null = null, begin = 0, end = 0): void {
    const acknowledgement = this.otherSide(side).next
    const fields = { sequence: side.next, acknowledgement, flags }
    buildTcpSegment(this.#context.frame, side.path, fields, payload, begin, end)
    side.acknowledged = acknowledgement
    side.unacknowledgedSegments = 0
    side.acknowledgeBy = undefined
    this.#write(timeNs, side)
  }

  #write(timeNs: bigint, side: TcpSide): void {
    this.#context.writer.writePacket(this.#context.frame, timeNs, side.host, this.#comment)
    this.#comment = undefined
  }
}
