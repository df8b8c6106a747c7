import type { TcpConnection } from './tcp-connection.js'
import type { TcpSide } from './tcp-side.js'

/** As Linux delays the acknowledgement of a single small segment. */
const delayNs = 40_000_000n

interface Waiting {
  connection: TcpConnection
  side: TcpSide
  timeNs: bigint
}

/**
 * Acknowledges what was not acknowledged by something else within 40 ms (RFC 1122, 4.2.3.2), at that time.
 * All wait equally long, so the one that began first is always the next.
 */
export class AcknowledgementTimer {
  #waiting: Waiting[] = []
  #first = 0

  start(connection: TcpConnection, side: TcpSide, nowNs: bigint): void {
    if (side.acknowledgeBy !== undefined) return
    side.acknowledgeBy = nowNs + delayNs
    this.#waiting.push({ connection, side, timeNs: side.acknowledgeBy })
  }

  /** Makes the packets whose time came before this one. */
  advance(nowNs: bigint): void {
    for (let next = this.#waiting[this.#first]; next && next.timeNs <= nowNs; next = this.#waiting[this.#first]) {
      this.#first += 1
      // Another time, or none, when it was acknowledged already.
      if (next.side.acknowledgeBy === next.timeNs) next.connection.acknowledge(next.timeNs, next.side)
    }
    if (this.#first < 1024 || 2 * this.#first < this.#waiting.length) return
    this.#waiting = this.#waiting.slice(this.#first)
    this.#first = 0
  }

  /** Acknowledges all that is left, now. */
  flush(nowNs: bigint): void {
    const left = this.#waiting.slice(this.#first)
    this.#waiting = []
    this.#first = 0
    for (const { connection, side, timeNs } of left) {
      if (side.acknowledgeBy === timeNs) connection.acknowledge(nowNs, side)
    }
  }
}
