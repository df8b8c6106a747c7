import { createRequire } from 'node:module'
import type { Answer, encode as Encode } from 'dns-packet'
import type { TypeName } from './name-records.js'

const require = createRequire(import.meta.url)

/** A header, and of the record: the root's name, type, class, time to live and length. */
const bytesBeforeData = 12 + 11

/**
 * RDATA by the codec, which writes whole messages. It is loaded for the first record: most test files make none.
 *
 * @param data in the codec's shape
 */
export function encodeData(type: TypeName, data: unknown): Buffer {
  const { encode } = require('dns-packet') as { encode: typeof Encode }
  return encode({ answers: [{ type, name: '.', data } as Answer] }).subarray(bytesBeforeData)
}
