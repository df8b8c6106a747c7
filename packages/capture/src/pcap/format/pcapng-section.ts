import { CaptureError } from '../../capture-error.js'
import { formatIpAddress } from '../packet/ip-address.js'
import type { ByteOrder } from './byte-order.js'
import type { CapturedPacket, CaptureItem } from './capture-item.js'
import { damagedBlock } from './damaged-block.js'
import { largestPacket } from './link-type.js'
import { type PcapngInterface, readInterface } from './pcapng-interface.js'
import { blockType, nameRecord, optionCode, padded, tlsKeyLog } from './pcapng-layout.js'
import { findOption, readOptions } from './pcapng-options.js'

/** Smallest body of each block that is looked into. */
const smallestBody = new Map<number, number>([
  [blockType.section, 16],
  [blockType.interface, 8],
  [blockType.oldPacket, 20],
  [blockType.simplePacket, 4],
  [blockType.names, 0],
  [blockType.enhancedPacket, 20],
  [blockType.secrets, 8],
])

/** Reads the blocks of a section, which has an order of bytes and interfaces of its own. */
export class PcapngSection {
  readonly order: ByteOrder
  readonly #interfaces: PcapngInterface[] = []

  constructor(order: ByteOrder) {
    this.order = order
  }

  knows(type: number): boolean {
    return smallestBody.has(type)
  }

  /**
   * @param begin where the block's body is in the buffer
   * @param position of the block in the capture
   */
  read(type: number, buffer: Buffer, begin: number, end: number, items: CaptureItem[], position: number): void {
    if (end - begin < (smallestBody.get(type) ?? 0)) throw damagedBlock(position, 'is too short for its type')
    if (type === blockType.enhancedPacket || type === blockType.oldPacket)
      items.push(this.#readPacket(type, buffer, begin, end, position))
    else if (type === blockType.simplePacket) items.push(this.#readSimplePacket(buffer, begin, end, position))
    else this.#readOther(type, buffer.subarray(begin, end), items)
  }

  #readOther(type: number, body: Buffer, items: CaptureItem[]): void {
    if (type === blockType.section) items.push(this.#readSection(body))
    else if (type === blockType.interface) this.#interfaces.push(readInterface(body, this.order))
    else if (type === blockType.names) items.push(...this.#readNames(body))
    else items.push(...this.#readSecrets(body))
  }

  #readSection(body: Buffer): CaptureItem {
    const major = this.order.u16(body, 4)
    if (major !== 1) throw new CaptureError('UNKNOWN_VERSION', `the capture has version ${major} of pcapng; 1 is known`)
    const comment = findOption(body, 16, this.order, optionCode.comment)?.toString()
    const application = findOption(body, 16, this.order, optionCode.sectionApplication)?.toString()
    return {
      kind: 'section',
      ...(comment !== undefined && { comment }),
      ...(application !== undefined && { application }),
    }
  }

  *#readNames(body: Buffer): Generator<CaptureItem> {
    for (const { code, value } of readOptions(body, 0, this.order)) {
      const length = code === nameRecord.ipv4 ? 4 : code === nameRecord.ipv6 ? 16 : 0
      const [name] = value.subarray(length).toString().split('\0')
      if (length > 0 && name) yield { kind: 'name', address: formatIpAddress(value.subarray(0, length)), name }
    }
  }

  *#readSecrets(body: Buffer): Generator<CaptureItem> {
    if (this.order.u32(body, 0) !== tlsKeyLog) return
    yield { kind: 'secrets', keyLog: Buffer.from(body.subarray(8, 8 + this.order.u32(body, 4))) }
  }

  #readPacket(type: number, buffer: Buffer, begin: number, end: number, position: number): CapturedPacket {
    const { order } = this
    // The old packet block has a number of 16 bits, and a count of drops beside it.
    const id = type === blockType.oldPacket ? order.u16(buffer, begin) : order.u32(buffer, begin)
    const from = this.#interfaceOf(id, position)
    const capturedLength = order.u32(buffer, begin + 12)
    const dataAt = begin + 20
    checkLength(capturedLength, end - dataAt, position)
    const optionsAt = dataAt + padded(capturedLength)
    const timeNs = from.toNs(order.u32(buffer, begin + 4), order.u32(buffer, begin + 8))
    const data = buffer.subarray(dataAt, dataAt + capturedLength)
    const packet = packetOf(from, timeNs, data, order.u32(buffer, begin + 16))
    const comment =
      optionsAt < end && findOption(buffer.subarray(optionsAt, end), 0, order, optionCode.comment)?.toString()
    return comment === false || comment === undefined ? packet : { ...packet, comment }
  }

  /** It has no time, and is cut where the first interface cuts. */
  #readSimplePacket(buffer: Buffer, begin: number, end: number, position: number): CapturedPacket {
    const from = this.#interfaceOf(0, position)
    const originalLength = this.order.u32(buffer, begin)
    const dataAt = begin + 4
    const capturedLength = Math.min(originalLength, from.snapLength || Infinity, end - dataAt)
    checkLength(capturedLength, end - dataAt, position)
    return packetOf(from, 0n, buffer.subarray(dataAt, dataAt + capturedLength), originalLength)
  }

  #interfaceOf(id: number, position: number): PcapngInterface {
    const found = this.#interfaces[id]
    if (!found) throw damagedBlock(position, `has a packet of interface ${id}, which is not described`)
    return found
  }
}

function checkLength(captured: number, room: number, position: number): void {
  if (captured > room || captured > largestPacket)
    throw damagedBlock(position, `has a packet that claims a length of ${captured} bytes`)
}

function packetOf(from: PcapngInterface, timeNs: bigint, data: Buffer, originalLength: number): CapturedPacket {
  const { linkType, name } = from
  if (name === undefined) return { kind: 'packet', timeNs, linkType, data, originalLength }
  return { kind: 'packet', timeNs, linkType, interfaceName: name, data, originalLength }
}
