import { type Answer, encode } from 'dns-packet'
import type { TypeName } from './name-records.js'

/** A header, and of the record: the root's name, type, class, time to live and length. */
const bytesBeforeData = 12 + 11

/**
 * RDATA by the codec, which writes whole messages.
 *
 * @param data in the codec's shape
 */
export function encodeData(type: TypeName, data: unknown): Buffer {
  return encode({ answers: [{ type, name: '.', data } as Answer] }).subarray(bytesBeforeData)
}
