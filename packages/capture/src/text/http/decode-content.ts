import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

const decoders = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync }
const maxOutputLength = 16 * 1024 * 1024

/** A body as it was before it was compressed; itself when it was not, or cannot be read. */
export function decodeContent(body: Buffer, encoding: string | undefined): { bytes: Buffer; coding?: string } {
  const coding = encoding?.toLowerCase() ?? ''
  if (body.length === 0 || !Object.hasOwn(decoders, coding)) return { bytes: body }
  try {
    return { bytes: decoders[coding as keyof typeof decoders](body, { maxOutputLength }), coding }
  } catch {
    return { bytes: body }
  }
}
