import { encodeData } from '../names/records/encode-data.js'
import { parseAddress } from './ip-address.js'

const prefix = Buffer.concat([Buffer.alloc(10), Buffer.from([0xff, 0xff])])

/** The 16 bytes of an address; those of IPv4 are mapped (RFC 4291, section 2.5.5.2). */
export function mapAddress(address: string): Buffer {
  return address.includes(':') ? encodeData('AAAA', address) : Buffer.concat([prefix, encodeData('A', address)])
}

/** The canonical text of 16 bytes, mapped ones as IPv4. */
export function formatMapped(bytes: Buffer): string {
  if (bytes.subarray(0, prefix.length).equals(prefix)) return bytes.subarray(prefix.length).join('.')
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16))
  return parseAddress(groups.join(':'))?.address ?? ''
}
