import { createReadStream } from 'node:fs'
import { CaptureError } from '../capture-error.js'
import { ByteSource } from './format/byte-source.js'
import type { CaptureItem } from './format/capture-item.js'
import { detectPcap, readPcap } from './format/read-pcap.js'
import { isPcapng, readPcapng } from './format/read-pcapng.js'

/** A path, or the bytes themselves in pieces. */
export type CaptureSource = string | AsyncIterable<Uint8Array>

/**
 * Reads a pcap or pcapng file piece by piece. Of a file that is damaged, everything up to the damage is
 * given before the error.
 *
 * @throws {CaptureError} `NOT_A_CAPTURE`, `UNKNOWN_VERSION`, `TRUNCATED_CAPTURE` or `DAMAGED_CAPTURE`
 */
export async function* readCapture(from: CaptureSource): AsyncGenerator<CaptureItem> {
  const chunks = typeof from === 'string' ? createReadStream(from, { highWaterMark: 1 << 20 }) : from
  const source = new ByteSource(chunks)
  try {
    if (!(await source.fill(4))) throw notCapture(source.peek(source.available))
    const magic = source.peek(4)
    const layout = detectPcap(magic)
    if (layout) yield* readPcap(source, layout)
    else if (isPcapng(magic)) yield* readPcapng(source)
    else throw notCapture(magic)
  } finally {
    await source.close()
  }
}

function notCapture(beginning: Buffer): CaptureError {
  const how =
    beginning.length === 0
      ? 'it is empty'
      : beginning[0] === 0x1f && beginning[1] === 0x8b
        ? 'it is compressed; unpack it with gunzip first'
        : `it begins with ${beginning.toString('hex')}`
  return new CaptureError('NOT_A_CAPTURE', `this is neither pcap nor pcapng: ${how}`)
}
