/** How all lines of a conversation end; `mixed` when they do not agree, or do not end. */
export type LineEnds = 'CRLF' | 'LF' | 'mixed'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Whether people can read these bytes: UTF-8 with at most one control character in ten. The pictures that stand for
 * control characters are no text, so that what is shown can be told from what was sent.
 */
export function isText(bytes: Buffer): boolean {
  try {
    const text = decoder.decode(bytes)
    if (/[\u{80}-\u{9f}\u{2400}-\u{2421}]/u.test(text)) return false
    return countControls(bytes) * 10 <= text.length
  } catch {
    return false
  }
}

/** The control characters of ASCII but tab and line ends: in UTF-8 their bytes stand for nothing else. */
function countControls(bytes: Buffer): number {
  let count = 0
  for (let at = 0; at < bytes.length; at++) if (isControl(bytes[at] as number)) count++
  return count
}

const [tab, lineFeed, carriageReturn, space, del] = [0x09, 0x0a, 0x0d, 0x20, 0x7f]

function isControl(byte: number): boolean {
  return byte < space ? byte !== tab && byte !== lineFeed && byte !== carriageReturn : byte === del
}

export function lineEndsOf(texts: readonly Buffer[]): LineEnds {
  const all = texts.filter(isText).map(String)
  if (all.length === 0) return 'mixed'
  if (all.every((text) => text.endsWith('\r\n') && !/\r(?!\n)|(?<!\r)\n/.test(text))) return 'CRLF'
  if (all.every((text) => text.endsWith('\n') && !text.includes('\r'))) return 'LF'
  return 'mixed'
}

/**
 * The lines of a text. Line ends that all lines of the conversation share are not shown; else a carriage return is
 * `␍`, and a line feed is a new line, and `␊` at the end. Other control characters are shown by their pictures.
 */
export function encodeText(bytes: Buffer, lineEnds: LineEnds = 'mixed'): string {
  const text = bytes.toString()
  if (lineEnds === 'CRLF') return showControls(text.slice(0, -2).replaceAll('\r\n', '\n'))
  if (lineEnds === 'LF') return showControls(text.slice(0, -1))
  return showControls(text.replace(/\n$/, '␊'))
}

/** Shows control characters but the line feed by their pictures. */
function showControls(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, pictureOf)
}

/** Shows all control characters by their pictures, so that the text stays on its line. */
export function showOnOneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, pictureOf)
}

function pictureOf(control: string): string {
  return control === '\x7f' ? '␡' : String.fromCodePoint(0x2400 + (control.codePointAt(0) as number))
}
