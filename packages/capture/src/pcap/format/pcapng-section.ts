import { CaptureError } from '../../capture-error.js'
import { formatIpAddress } from '../packet/ip-address.js'
import type { ByteOrder } from './byte-order.js'
import type { CaptureItem } from './capture-item.js'
import { largestPacket } from './link-type.js'
import { type PcapngInterface, readInterface } from './pcapng-interface.js'
import { blockType, nameRecord, optionCode, padded, tlsKeyLog } from './pcapng-layout.js'
import { findOption, readOptions } from './pcapng-options.js'

/** Makes the error for something that is wrong with a block. */
type Complain = (what: string) => CaptureError

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

/** Where the head of a packet has its numbers. */
interface PacketHead {
  interfaceId: number
  time: [high: number, low: number] | undefined
  capturedLength: number
  originalLength: number
  dataAt: number
}

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

  *read(type: number, body: Buffer, complain: Complain): Generator<CaptureItem> {
    if (body.length < (smallestBody.get(type) ?? 0)) throw complain('is too short for its type')
    if (type === blockType.section) yield this.#readSection(body)
    else if (type === blockType.interface) this.#interfaces.push(readInterface(body, this.order))
    else if (type === blockType.names) yield* this.#readNames(body)
    else if (type === blockType.secrets) yield* this.#readSecrets(body)
    else yield this.#readPacket(body, this.#readHead(type, body), complain)
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

  #readHead(type: number, body: Buffer): PacketHead {
    const word = (index: number) => this.order.u32(body, 4 * index)
    if (type === blockType.simplePacket) {
      const snapLength = this.#interfaces[0]?.snapLength || Infinity
      const capturedLength = Math.min(word(0), snapLength, body.length - 4)
      return { interfaceId: 0, time: undefined, capturedLength, originalLength: word(0), dataAt: 4 }
    }
    // The old packet block has a number of 16 bits, and a count of drops beside it.
    const interfaceId = type === blockType.oldPacket ? this.order.u16(body, 0) : word(0)
    return { interfaceId, time: [word(1), word(2)], capturedLength: word(3), originalLength: word(4), dataAt: 20 }
  }

  #readPacket(body: Buffer, head: PacketHead, complain: Complain): CaptureItem {
    const from = this.#interfaces[head.interfaceId]
    if (!from) throw complain(`has a packet of interface ${head.interfaceId}, which is not described`)
    const dataEnd = head.dataAt + head.capturedLength
    if (dataEnd > body.length || head.capturedLength > largestPacket) {
      throw complain(`has a packet that claims a length of ${head.capturedLength} bytes`)
    }
    const comment = findOption(body, head.dataAt + padded(head.capturedLength), this.order, optionCode.comment)
    return {
      kind: 'packet',
      timeNs: head.time ? from.toNs(...head.time) : 0n,
      linkType: from.linkType,
      ...(from.name !== undefined && { interfaceName: from.name }),
      data: body.subarray(head.dataAt, dataEnd),
      originalLength: head.originalLength,
      ...(comment && { comment: comment.toString() }),
    }
  }
}
