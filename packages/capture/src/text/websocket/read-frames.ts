/** A message of a WebSocket, with its fragments joined, or a control frame. */
export interface WebSocketFrame {
  kind: 'text' | 'binary' | 'close' | 'ping' | 'pong'
  payload: Buffer
  isCompressed: boolean
  begin: number
  end: number
}

const kinds = { 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong' } as const

/** Reads frames (RFC 6455, section 5.2) up to the first that has not all come; undefined when there is something else. */
export function readFrames(bytes: Buffer, from: number): { frames: WebSocketFrame[]; end: number } | undefined {
  const frames: WebSocketFrame[] = []
  let unfinished: WebSocketFrame | undefined
  let end = from
  for (let part = readPart(bytes, from); part; part = readPart(bytes, part.end)) {
    const kind = kinds[part.opcode as keyof typeof kinds]
    if (part.opcode === 0 && unfinished) {
      unfinished = { ...unfinished, payload: Buffer.concat([unfinished.payload, part.payload]), end: part.end }
    } else if (kind) {
      const frame = { kind, payload: part.payload, isCompressed: part.isCompressed, begin: part.begin, end: part.end }
      if (kind === 'text' || kind === 'binary') unfinished = frame
      else frames.push(frame)
    } else {
      return undefined
    }
    if (part.isLast && part.opcode < 8 && unfinished) {
      frames.push(unfinished)
      unfinished = undefined
    }
    end = unfinished ? end : part.end
  }
  return { frames, end }
}

function readPart(bytes: Buffer, begin: number) {
  if (begin + 2 > bytes.length) return undefined
  const [first, second] = [bytes.readUInt8(begin), bytes.readUInt8(begin + 1)]
  const lengthBytes = { 126: 2, 127: 8 }[second & 0x7f] ?? 0
  const maskAt = begin + 2 + lengthBytes
  const payloadAt = maskAt + (second & 0x80 ? 4 : 0)
  if (payloadAt > bytes.length) return undefined
  const length = lengthBytes === 0 ? second & 0x7f : Number(`0x${bytes.toString('hex', begin + 2, maskAt)}`)
  const end = payloadAt + length
  if (end > bytes.length) return undefined
  const payload = unmask(bytes.subarray(payloadAt, end), bytes.subarray(maskAt, payloadAt))
  return { opcode: first & 0xf, isLast: (first & 0x80) !== 0, isCompressed: (first & 0x40) !== 0, payload, begin, end }
}

function unmask(payload: Buffer, mask: Buffer): Buffer {
  return mask.length === 0 ? payload : Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] as number)))
}
