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
    const header = Buffer.alloc(24)
    header.writeUInt32LE(pcapMagic.nanoseconds, 0)
    header.writeUInt16LE(2, 4)
    header.writeUInt16LE(4, 6)
    header.writeUInt32LE(largestPacket, 16)
    header.writeUInt32LE(linkType.raw, 20)
    sink.write(header)
  }

  writePacket(frame: Frame, timeNs: bigint): void {
    this.#setTime(timeNs)
    const at = this.#sink.reserve(16 + frame.capturedLength)
    const { bytes, view } = this.#sink
    view.setUint32(at, this.#seconds, true)
    view.setUint32(at + 4, this.#nanoseconds, true)
    view.setUint32(at + 8, frame.capturedLength, true)
    view.setUint32(at + 12, frame.originalLength, true)
    frame.bytes.copy(bytes, at + 16, 0, frame.capturedLength)
  }

  #setTime(timeNs: bigint): void {
    if (timeNs === this.#timeNs) return
    this.#timeNs = timeNs
    this.#seconds = Number(timeNs / nsPerSecond)
    this.#nanoseconds = Number(timeNs % nsPerSecond)
  }
}
