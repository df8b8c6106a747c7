import { viewOf } from '../../flow/bytes-view.js'
import { isAttempt } from '../../flow/is-attempt.js'
import type { AttemptEvent, DatagramEvent, Endpoint, JournalEvent } from '../../types.js'
import { Frame } from '../packet/frame.js'
import { buildUnreachable } from '../packet/icmp-unreachable.js'
import { isLoopbackAddress, isUnspecifiedAddress } from '../packet/ip-address.js'
import { createIpPath, reversePath } from '../packet/ip-path.js'
import { buildUdpDatagram, type DatagramKind } from '../packet/udp-datagram.js'
import { describeProcess } from '../process-comment.js'
import { AcknowledgementTimer } from './acknowledgement-timer.js'
import type { PacketWriter } from './packet-writer.js'
import { TcpConnections } from './tcp-connections.js'

/** Nobody listened for a datagram. */
const connectionRefused = -111
const noBytes = viewOf(Buffer.alloc(0))

export interface RendererOptions {
  /** Largest IP packet of a TCP connection in bytes, 576 to 65535. */
  mtu: number
  /** An address of a host in the family of another address, for an attempt whose socket had none yet. */
  addressOf: (host: string, family: 4 | 6) => string | undefined
}

/** Makes packets of events, in the order in which the events come. */
export class PacketRenderer {
  readonly #frame = new Frame()
  readonly #timer = new AcknowledgementTimer()
  readonly #writer: PacketWriter
  readonly #options: RendererOptions
  readonly #tcp: TcpConnections
  #nowNs = 0n
  #unboundPorts = 0

  constructor(writer: PacketWriter, options: RendererOptions) {
    this.#writer = writer
    this.#options = options
    this.#tcp = new TcpConnections({ frame: this.#frame, writer, timer: this.#timer, mtu: options.mtu })
  }

  /** @returns true: `renderMore` has to be called, because a long send need not be in memory at once */
  render(event: JournalEvent): boolean {
    this.#timer.advance(event.timeNs)
    this.#nowNs = event.timeNs
    if (event.kind === 'send') return this.#tcp.send(event)
    if (event.kind === 'open') this.#tcp.open(event)
    else if (event.kind === 'datagram') this.#datagram(event)
    else if (event.kind === 'shutdown') this.#tcp.shutdown(event)
    else if (event.kind === 'end' || event.kind === 'reset') this.#tcp.peerEnd(event)
    else if (event.kind === 'close') this.#tcp.close(event)
    else if (isAttempt(event)) this.#attempt(event)
    return false
  }

  /** The next piece of a long send; as `render`. */
  renderMore(): boolean {
    return this.#tcp.sendMore()
  }

  /** Bytes that were received so far, and that nobody recorded as sent. */
  get unrecordedBytes(): number {
    return this.#tcp.unrecordedBytes
  }

  /** The last packets, when no more events come. */
  finish(): void {
    this.#tcp.finish(this.#nowNs)
    this.#timer.flush(this.#nowNs)
  }

  #datagram(event: DatagramEvent): void {
    if (event.result < 0 && event.result !== connectionRefused) return
    const { length } = event.payload
    const bytes = event.payload.view()
    const path = createIpPath(...this.#complete(event))
    buildUdpDatagram(this.#frame, path, kindOf(event), bytes, length)
    const comment = bytes === null ? `${describePair(event)}: ${length} bytes were not kept` : describePair(event)
    this.#write(event, event.local.host || event.process.host, comment)
    if (event.result !== connectionRefused) return
    buildUnreachable(this.#frame, reversePath(path), 'port')
    this.#write(event, event.remote.host || event.process.host)
  }

  /**
   * What may not leave the network gets no further than its own host, which answers itself that there is no
   * way, as Linux does for a neighbour that it cannot find.
   */
  #attempt(event: AttemptEvent): void {
    const [local, remote] = this.#complete(event)
    if (event.protocol === 'tcp') {
      this.#tcp.fail({ ...event, local, remote }, event.kind === 'refused' ? 'refuse' : 'attempt')
      if (event.kind !== 'blocked') return
    } else {
      buildUdpDatagram(this.#frame, createIpPath(local, remote), kindOf(event), noBytes, 0)
      this.#write(event, local.host || event.process.host, describePair(event))
    }
    const isRefused = event.kind === 'refused'
    const answer = createIpPath(isRefused ? remote : local, local)
    buildUnreachable(this.#frame, answer, isRefused ? 'port' : 'network')
    const host = isRefused ? remote.host : local.host
    this.#write(
      event,
      host || event.process.host,
      isRefused ? undefined : 'blocked: no host of the network has the address',
    )
  }

  #write(event: JournalEvent, host: string, comment?: string): void {
    this.#writer.writePacket(this.#frame, event.timeNs, host, comment)
  }

  /** Gives a socket that was not bound yet the address that it would have had, and a port. */
  #complete({ local, remote, process }: DatagramEvent | AttemptEvent): [local: Endpoint, remote: Endpoint] {
    const host = local.host || process.host
    let { address, port } = local
    if (isUnspecifiedAddress(address)) {
      const own = this.#options.addressOf(host, remote.address.includes(':') ? 6 : 4)
      address = isLoopbackAddress(remote.address) ? remote.address : (own ?? remote.address)
    }
    if (port === 0) {
      port = 49_152 + (this.#unboundPorts % 16_384)
      this.#unboundPorts += 1
    }
    return [{ address, port, host }, remote]
  }
}

function kindOf(event: DatagramEvent | AttemptEvent): DatagramKind {
  const protocol = event.protocol === 'udplite' ? 'udplite' : 'udp'
  return { protocol, coverage: event.kind === 'datagram' ? event.coverage : undefined }
}

function describePair({ process, remote }: DatagramEvent | AttemptEvent): string {
  return `${describeProcess(process)} → ${remote.host || '?'}`
}
