import type { Frame } from '../packet/frame.js'
import type { PacketWriter } from '../render/packet-writer.js'
import type { ByteSink } from './byte-sink.js'
import { largestPacket, linkType } from './link-type.js'
import { pcapMagic } from './pcap-magic.js'

const nsPerSecond = 1_000_000_000n

/** Writes classic pcap with nanoseconds. It has no room for names, hosts and comments. */
export class PcapWriter implements PacketWriter {
  readonly #sink: ByteSink
  #timeNs = -1n
  #seconds = 0
  #nanoseconds = 0

  constructor(sink: ByteSink) {
    this.#sink = sink
    const { bytes, at } = sink.reserve(24)
    bytes.writeUInt32LE(pcapMagic.nanoseconds, at)
    bytes.writeUInt16LE(2, at + 4)
    bytes.writeUInt16LE(4, at + 6)
    bytes.fill(0, at + 8, at + 16)
    bytes.writeUInt32LE(largestPacket, at + 16)
    bytes.writeUInt32LE(linkType.raw, at + 20)
  }

  writePacket(frame: Frame, timeNs: bigint): void {
    this.#setTime(timeNs)
    const { bytes, at } = this.#sink.reserve(16 + frame.capturedLength)
    bytes.writeUInt32LE(this.#seconds, at)
    bytes.writeUInt32LE(this.#nanoseconds, at + 4)
    bytes.writeUInt32LE(frame.capturedLength, at + 8)
    bytes.writeUInt32LE(frame.originalLength, at + 12)
    frame.bytes.copy(bytes, at + 16, 0, frame.capturedLength)
  }

  #setTime(timeNs: bigint): void {
    if (timeNs === this.#timeNs) return
    this.#timeNs = timeNs
    this.#seconds = Number(timeNs / nsPerSecond)
    this.#nanoseconds = Number(timeNs % nsPerSecond)
  }
}
