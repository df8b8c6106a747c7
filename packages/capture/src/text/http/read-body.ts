import { headerValue, type HttpHead } from './http-message.js'

export interface HttpBody {
  body: Buffer
  trailerLines: string[]
  end: number
  isComplete: boolean
}

/** Reads the body below a head (RFC 9112, section 6.3). Undefined when its frame is broken. */
export function readBody(bytes: Buffer, head: HttpHead, isUntilClose: boolean): HttpBody | undefined {
  const codings = headerValue(head.headerLines, 'transfer-encoding')
  if (codings !== undefined && /\bchunked$/i.test(codings)) return readChunks(bytes, head.end)
  const length = headerValue(head.headerLines, 'content-length')
  if (length === undefined) return sized(bytes, head.end, isUntilClose ? bytes.length - head.end : 0)
  return /^\d+$/.test(length) ? sized(bytes, head.end, Number(length)) : undefined
}

export function sized(bytes: Buffer, begin: number, length: number): HttpBody {
  const end = Math.min(bytes.length, begin + length)
  return { body: bytes.subarray(begin, end), trailerLines: [], end, isComplete: end === begin + length }
}

function readChunks(bytes: Buffer, begin: number): HttpBody | undefined {
  const parts: Buffer[] = []
  const unfinished = () => ({ body: Buffer.concat(parts), trailerLines: [], end: bytes.length, isComplete: false })
  for (let offset = begin; ;) {
    const lineEnd = bytes.indexOf('\r\n', offset)
    if (lineEnd < 0) return unfinished()
    const [size] = /^[0-9a-f]{1,12}/i.exec(bytes.toString('latin1', offset, Math.min(lineEnd, offset + 16))) ?? []
    if (size === undefined) return undefined
    const length = Number.parseInt(size, 16)
    if (length === 0) {
      const trailers = readTrailers(bytes, lineEnd + 2)
      return trailers ? { body: Buffer.concat(parts), ...trailers, isComplete: true } : unfinished()
    }
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length))
    offset = lineEnd + 2 + length + 2
    if (offset > bytes.length) return unfinished()
  }
}

function readTrailers(bytes: Buffer, begin: number): { trailerLines: string[]; end: number } | undefined {
  const trailerLines: string[] = []
  for (let offset = begin; ;) {
    const lineEnd = bytes.indexOf('\r\n', offset)
    if (lineEnd < 0) return undefined
    if (lineEnd === offset) return { trailerLines, end: lineEnd + 2 }
    trailerLines.push(bytes.toString('latin1', offset, lineEnd))
    offset = lineEnd + 2
  }
}
