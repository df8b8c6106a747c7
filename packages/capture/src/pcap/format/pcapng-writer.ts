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

/** Writes pcapng: one section, one interface for each host. */
export class PcapngWriter implements PacketWriter {
  readonly #sink: ByteSink
  readonly #interfaces = new Map<string, number>()
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
    const options =
      comment === undefined ? noOptions : Buffer.concat([option(optionCode.comment, comment), endOfOptions])
    const optionsAt = packetHeaderLength + padded(capturedLength)
    const total = optionsAt + options.length + 4
    const { bytes, at } = this.#sink.reserve(total)
    bytes.writeUInt32LE(blockType.enhancedPacket, at)
    bytes.writeUInt32LE(total, at + 4)
    bytes.writeUInt32LE(this.#interface, at + 8)
    bytes.writeUInt32LE(this.#timeHigh, at + 12)
    bytes.writeUInt32LE(this.#timeLow, at + 16)
    bytes.writeUInt32LE(capturedLength, at + 20)
    bytes.writeUInt32LE(frame.originalLength, at + 24)
    frame.bytes.copy(bytes, at + packetHeaderLength, 0, capturedLength)
    bytes.fill(0, at + packetHeaderLength + capturedLength, at + optionsAt)
    if (options.length > 0) options.copy(bytes, at + optionsAt)
    bytes.writeUInt32LE(total, at + total - 4)
  }

  #setHost(host: string): void {
    if (host === this.#host) return
    this.#interface = this.addHost(host)
    this.#host = host
  }

  #setTime(timeNs: bigint): void {
    if (timeNs === this.#timeNs) return
    this.#timeNs = timeNs
    this.#timeHigh = Number((timeNs >> 32n) & 0xffffffffn)
    this.#timeLow = Number(timeNs & 0xffffffffn)
  }

  #writeBlock(type: number, ...parts: Buffer[]): void {
    const total = 12 + parts.reduce((sum, part) => sum + part.length, 0)
    const head = Buffer.alloc(8)
    head.writeUInt32LE(type, 0)
    head.writeUInt32LE(total, 4)
    this.#sink.write(Buffer.concat([head, ...parts, head.subarray(4)]))
  }
}

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
