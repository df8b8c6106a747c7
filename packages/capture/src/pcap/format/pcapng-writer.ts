import type { Frame } from '../packet/frame.js'
import { parseIpAddress } from '../packet/ip-address.js'
import type { PacketWriter } from '../render/packet-writer.js'
import type { ByteSink } from './byte-sink.js'
import { linkType } from './link-type.js'
import { blockType, byteOrderMagic, nameRecord, optionCode, padded, tlsKeyLog } from './pcapng-layout.js'

export interface SectionDescription {
  /** Such as the test's name. */
  comment?: string
  /** What wrote the file. */
  application?: string
}

const packetHeaderLength = 28
const mostComments = 256

/** Writes pcapng: one section, one interface for each host. */
export class PcapngWriter implements PacketWriter {
  readonly #sink: ByteSink
  readonly #interfaces = new Map<string, number>()
  /** Comments as they stand in packets: processes that talk a lot are named a lot. */
  readonly #comments = new Map<string, Buffer>()
  #timeNs = -1n
  #timeHigh = 0
  #timeLow = 0
  #host: string | undefined
  #interface = 0

  constructor(sink: ByteSink, { comment, application = 'socketwrap' }: SectionDescription = {}) {
    this.#sink = sink
    const body = Buffer.alloc(16)
    body.writeUInt32LE(byteOrderMagic, 0)
    body.writeUInt16LE(1, 4)
    // The length of the section is not known while it is written.
    body.writeBigInt64LE(-1n, 8)
    const texts = [option(optionCode.sectionApplication, application)]
    if (comment) texts.unshift(option(optionCode.comment, comment))
    this.#writeBlock(blockType.section, body, ...texts, endOfOptions)
  }

  /** Names of addresses; a reader shows them from here on. */
  writeNames(names: Iterable<readonly [address: string, name: string]>): void {
    const records = [...names].map(([address, name]) => {
      const bytes = parseIpAddress(address)
      const type = bytes.length === 4 ? nameRecord.ipv4 : nameRecord.ipv6
      return option(type, Buffer.concat([bytes, Buffer.from(`${name}\0`)]))
    })
    if (records.length > 0) this.#writeBlock(blockType.names, ...records, endOfOptions)
  }

  /** TLS keys in the format of SSLKEYLOGFILE. They have to stand before the packets that need them. */
  writeTlsKeys(keyLog: string | Buffer): void {
    const keys = Buffer.from(keyLog)
    if (keys.length === 0) return
    const head = Buffer.alloc(8)
    head.writeUInt32LE(tlsKeyLog, 0)
    head.writeUInt32LE(keys.length, 4)
    this.#writeBlock(blockType.secrets, head, pad(keys))
  }

  /** Adds the interface of a host, if there is none yet. */
  addHost(name: string): number {
    const known = this.#interfaces.get(name)
    if (known !== undefined) return known
    const body = Buffer.alloc(8)
    body.writeUInt16LE(linkType.raw, 0)
    this.#writeBlock(
      blockType.interface,
      body,
      option(optionCode.interfaceName, name || 'unknown'),
      option(optionCode.interfaceTimeResolution, Buffer.of(9)),
      endOfOptions,
    )
    this.#interfaces.set(name, this.#interfaces.size)
    return this.#interfaces.size - 1
  }

  writePacket(frame: Frame, timeNs: bigint, host: string, comment?: string): void {
    this.#setHost(host)
    this.#setTime(timeNs)
    const { capturedLength } = frame
    const options = comment === undefined ? noOptions : this.#encodeComment(comment)
    const optionsAt = packetHeaderLength + padded(capturedLength)
    const total = optionsAt + options.length + 4
    const at = this.#sink.reserve(total)
    const { bytes, view } = this.#sink
    view.setUint32(at, blockType.enhancedPacket, true)
    view.setUint32(at + 4, total, true)
    view.setUint32(at + 8, this.#interface, true)
    view.setUint32(at + 12, this.#timeHigh, true)
    view.setUint32(at + 16, this.#timeLow, true)
    view.setUint32(at + 20, capturedLength, true)
    view.setUint32(at + 24, frame.originalLength, true)
    frame.bytes.copy(bytes, at + packetHeaderLength, 0, capturedLength)
    for (let index = at + packetHeaderLength + capturedLength; index < at + optionsAt; index += 1) bytes[index] = 0
    if (options.length > 0) options.copy(bytes, at + optionsAt)
    view.setUint32(at + total - 4, total, true)
  }

  #encodeComment(comment: string): Buffer {
    const known = this.#comments.get(comment)
    if (known) return known
    if (this.#comments.size >= mostComments) this.#comments.clear()
    const options = Buffer.concat([option(optionCode.comment, comment), endOfOptions])
    this.#comments.set(comment, options)
    return options
  }

  #setHost(host: string): void {
    if (host === this.#host) return
    this.#interface = this.addHost(host)
    this.#host = host
  }

  #setTime(timeNs: bigint): void {
    if (timeNs === this.#timeNs) return
    this.#timeNs = timeNs
    scratch.setBigUint64(0, timeNs)
    this.#timeHigh = scratch.getUint32(0)
    this.#timeLow = scratch.getUint32(4)
  }

  #writeBlock(type: number, ...parts: Buffer[]): void {
    const total = 12 + parts.reduce((sum, part) => sum + part.length, 0)
    const head = Buffer.alloc(8)
    head.writeUInt32LE(type, 0)
    head.writeUInt32LE(total, 4)
    this.#sink.write(Buffer.concat([head, ...parts, head.subarray(4)]))
  }
}

const scratch = new DataView(new ArrayBuffer(8))
const noOptions = Buffer.alloc(0)
const endOfOptions = Buffer.alloc(4)

/** An option, or a record of names, which is built in the same way. */
function option(code: number, value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? cutText(value) : value
  const head = Buffer.alloc(4)
  head.writeUInt16LE(code, 0)
  head.writeUInt16LE(bytes.length, 2)
  return Buffer.concat([head, pad(bytes)])
}

/** An option's length is a 16-bit number. */
function cutText(text: string): Buffer {
  const bytes = Buffer.from(text)
  return bytes.length <= 0xffff
    ? bytes
    : Buffer.from(
        bytes
          .subarray(0, 0xfff0)
          .toString()
          .replace(/\ufffd$/, '…'),
      )
}

function pad(bytes: Buffer): Buffer {
  return bytes.length % 4 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(4 - (bytes.length % 4))])
}
