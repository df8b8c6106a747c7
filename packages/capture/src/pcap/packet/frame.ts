import { foldChecksum, sumWords } from './checksum.js'
import { type IpPath, ipProtocol } from './ip-path.js'

/** The largest IPv6 packet: a header and 65,535 bytes; up to a whole word. */
const capacity = 40 + 65_535 + 1

/**
 * The one place in which packets are built, one after the other. The IP header begins at 0, so that every
 * header begins at a whole 32-bit word and the checksum can be taken over words.
 */
export class Frame {
  readonly bytes = Buffer.alloc(capacity)
  readonly view = new DataView(this.bytes.buffer, this.bytes.byteOffset, capacity)
  /** How many bytes of the packet are here. */
  capturedLength = 0
  /** How many bytes the packet has; more than are here when its payload is lost. */
  originalLength = 0
  readonly #words = new Uint32Array(this.bytes.buffer, this.bytes.byteOffset, capacity / 4)
  readonly #halves = new Uint16Array(this.bytes.buffer, this.bytes.byteOffset, capacity / 2)
  #identification = 0

  /** Writes the IP header of a packet with so many bytes after it. */
  beginIp(path: IpPath, protocol: number, length: number): void {
    const { bytes, view } = this
    this.originalLength = this.capturedLength = path.headerLength + length
    if (path.version === 6) {
      view.setUint32(0, 0x60000000)
      view.setUint16(4, length)
      bytes[6] = protocol
      bytes[7] = hopLimit
      bytes.set(path.source, 8)
      bytes.set(path.destination, 24)
      return
    }
    this.#identification = (this.#identification + 1) & 0xffff
    view.setUint32(0, 0x45000000 | (20 + length))
    // Never a fragment, and not to be made one.
    view.setUint32(4, ((this.#identification << 16) | 0x4000) >>> 0)
    bytes[8] = hopLimit
    bytes[9] = protocol
    view.setUint16(10, 0)
    bytes.set(path.source, 12)
    bytes.set(path.destination, 16)
    this.#halves[5] = foldChecksum(sumWords(this.#words, 0, 5))
  }

  /**
   * The checksum of TCP, UDP, UDP-Lite or ICMPv6 over what is in place, or over its first `covered` bytes, for the
   * field at `offset`, which is zero yet.
   * The addresses of the pseudo-header (RFC 9293, RFC 8200) stand right before the payload, so one pass
   * over both does.
   */
  setTransportChecksum(path: IpPath, protocol: number, offset: number, covered?: number): void {
    const length = this.capturedLength - path.headerLength
    const addresses = path.version === 4 ? 3 : 2
    const sum = this.#sumFrom(addresses, path.headerLength + (covered ?? length)) + swap(protocol) + swap(length)
    const checksum = foldChecksum(sum)
    // In UDP, zero means that there is none; in UDP-Lite there always is one.
    const cannotBeZero = protocol === ipProtocol.udp || protocol === ipProtocol.udplite
    this.#halves[offset >> 1] = checksum === 0 && cannotBeZero ? 0xffff : checksum
  }

  /** The checksum of ICMP for IPv4, which has no pseudo-header. */
  setPlainChecksum(path: IpPath, offset: number): void {
    this.#halves[offset >> 1] = foldChecksum(this.#sumFrom(path.headerLength / 4, this.capturedLength))
  }

  /** Takes back what follows `length`, as if the recording had been cut there. */
  keepOnly(length: number): void {
    this.capturedLength = length
  }

  /** Of whole words; what stands behind the end counts as zero, be it of the last packet or of this one. */
  #sumFrom(word: number, end: number): number {
    const last = end >> 2
    const kept = this.#words[last] ?? 0
    for (let index = end; index & 3; index += 1) this.bytes[index] = 0
    const sum = sumWords(this.#words, word, (end + 3) >> 2)
    if (last < this.#words.length) this.#words[last] = kept
    return sum
  }
}

const hopLimit = 64

/** A 16-bit number of the network's order of bytes, as the machine adds it up. */
function swap(value: number): number {
  return isLittleEndian ? ((value & 0xff) << 8) | (value >>> 8) : value
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
