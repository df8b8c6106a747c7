import { open } from 'node:fs/promises'
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
  for await (const batch of readCaptureBatches(from)) yield* batch
}

/**
 * The same, many at a time.
 *
 * @param isReused the data of packets is looked at before the next batch is asked for, and not afterwards
 */
export async function* readCaptureBatches(from: CaptureSource, isReused = false): AsyncGenerator<CaptureItem[]> {
  const source = new ByteSource(typeof from === 'string' ? readPieces(from) : from, isReused)
  try {
    const isLongEnough = await source.fill(4)
    const magic = source.buffer.subarray(0, 4)
    if (!isLongEnough) throw notCapture(magic)
    const layout = detectPcap(magic)
    if (layout) yield* readPcap(source, layout)
    else if (isPcapng(magic)) yield* readPcapng(source)
    else throw notCapture(magic)
  } finally {
    await source.close()
  }
}

const pieceLength = 1 << 20

/** Each piece is in the same memory. */
async function* readPieces(path: string): AsyncGenerator<Buffer> {
  const file = await open(path)
  try {
    const memory = Buffer.allocUnsafeSlow(pieceLength)
    for (;;) {
      const { bytesRead } = await file.read(memory, 0, pieceLength, null)
      if (bytesRead === 0) return
      yield memory.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
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
