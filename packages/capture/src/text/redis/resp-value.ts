/** A value of RESP, the protocol of redis, versions 2 and 3. */
export type RespValue =
  /** `+` simple string, `-` error, `:` integer, `,` double, `(` big number, `#` boolean, `_` null: one line. */
  | { kind: '+' | '-' | ':' | ',' | '(' | '#' | '_'; line: Buffer }
  /** `$` bulk string, `!` bulk error, `=` verbatim string. */
  | { kind: '$' | '!' | '='; bytes: Buffer | null }
  /** `*` array, `~` set, `>` push; `%` map and `|` attributes with keys and values in turn. */
  | { kind: '*' | '~' | '>' | '%' | '|'; items: RespValue[] | null }

/** A value and where it stands in its stream. */
export interface PlacedValue {
  value: RespValue
  begin: number
  end: number
}

const deepest = 64
const longestLine = 64 * 1024

/**
 * Reads the values from the begin of a stream up to the first that has not all come. Undefined when something there is
 * not as redis writes it, so that values say every byte of the stream.
 */
export function readValues(bytes: Buffer): { values: PlacedValue[]; end: number } | undefined {
  const values: PlacedValue[] = []
  const reader = new RespReader(bytes)
  while (reader.offset < bytes.length) {
    const begin = reader.offset
    try {
      values.push({ value: reader.read(0), begin, end: reader.offset })
    } catch (error) {
      if (error instanceof Unfinished) return { values, end: begin }
      if (error instanceof NotResp) return undefined
      throw error
    }
  }
  return { values, end: bytes.length }
}

class Unfinished extends Error {}
class NotResp extends Error {}

class RespReader {
  offset = 0

  constructor(private readonly bytes: Buffer) {}

  read(depth: number): RespValue {
    const kind = String.fromCharCode(this.bytes[this.offset] ?? 0)
    const line = this.#readLine()
    switch (kind) {
      case '+':
      case '-':
      case ':':
      case ',':
      case '(':
      case '#':
      case '_':
        return { kind, line }
      case '$':
      case '!':
      case '=':
        return { kind, bytes: this.#readBulk(line) }
      case '*':
      case '~':
      case '>':
        return { kind, items: this.#readItems(line, 1, depth) }
      case '%':
      case '|':
        return { kind, items: this.#readItems(line, 2, depth) }
      default:
        throw new NotResp()
    }
  }

  /** The rest of the line after its first byte. */
  #readLine(): Buffer {
    if (this.offset >= this.bytes.length) throw new Unfinished()
    const end = this.bytes.subarray(0, this.offset + longestLine).indexOf('\r\n', this.offset)
    if (end < 0) throw this.bytes.length - this.offset < longestLine ? new Unfinished() : new NotResp()
    const line = this.bytes.subarray(this.offset + 1, end)
    this.offset = end + 2
    return line
  }

  #readBulk(line: Buffer): Buffer | null {
    const length = parseLength(line)
    if (length === null) return null
    const end = this.offset + length
    if (end + 2 > this.bytes.length) throw new Unfinished()
    if (this.bytes.toString('latin1', end, end + 2) !== '\r\n') throw new NotResp()
    const bytes = this.bytes.subarray(this.offset, end)
    this.offset = end + 2
    return bytes
  }

  #readItems(line: Buffer, perItem: number, depth: number): RespValue[] | null {
    const count = parseLength(line)
    if (count === null) return null
    if (depth >= deepest) throw new NotResp()
    const items: RespValue[] = []
    for (let left = count * perItem; left > 0; left--) items.push(this.read(depth + 1))
    return items
  }
}

/** A length as redis writes it; null is -1. */
function parseLength(line: Buffer): number | null {
  const text = line.toString('latin1')
  if (text === '-1') return null
  if (!/^(?:0|[1-9]\d{0,14})$/.test(text)) throw new NotResp()
  return Number(text)
}
