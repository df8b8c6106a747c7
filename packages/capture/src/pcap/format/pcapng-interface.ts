import type { ByteOrder } from './byte-order.js'
import { optionCode } from './pcapng-layout.js'
import { readOptions } from './pcapng-options.js'

/** What the packets of an interface have in common. */
export interface PcapngInterface {
  linkType: number
  /** Packets are cut there; 0 when they are not. */
  snapLength: number
  name?: string
  toNs(high: number, low: number): bigint
}

const nsPerSecond = 1_000_000_000n

/** Reads the body of an interface description block. */
export function readInterface(body: Buffer, order: ByteOrder): PcapngInterface {
  const found: { name?: string } = {}
  let unitsPerSecond = 1_000_000n
  let offsetNs = 0n
  for (const { code, value } of readOptions(body, 8, order)) {
    if (code === optionCode.interfaceName) found.name = value.toString()
    // The upper bit chooses between powers of 2 and of 10.
    const [resolution] = value
    if (code === optionCode.interfaceTimeResolution && resolution !== undefined) {
      unitsPerSecond = (resolution & 0x80 ? 2n : 10n) ** BigInt(resolution & 0x7f)
    }
    if (code === optionCode.interfaceTimeOffset && value.length >= 8) offsetNs = order.i64(value, 0) * nsPerSecond
  }
  const isInNs = unitsPerSecond === nsPerSecond && offsetNs === 0n
  const toNs = (high: number, low: number) => {
    const units = join(high, low)
    return isInNs ? units : (units * nsPerSecond) / unitsPerSecond + offsetNs
  }
  return { linkType: order.u16(body, 0), snapLength: order.u32(body, 4), toNs, ...found }
}

const scratch = new DataView(new ArrayBuffer(8))

function join(high: number, low: number): bigint {
  scratch.setUint32(0, high)
  scratch.setUint32(4, low)
  return scratch.getBigUint64(0)
}
