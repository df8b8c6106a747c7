import { isText, showOnOneLine } from '../plain-text.js'
import { describeLength } from '../describe.js'
import type { RespValue } from './resp-value.js'

const widest = 80
const openings = { '*': '[', '~': '~[', '>': '>[', '%': '{', '|': '|{' }

/** A command as one types it: words, of which those with unusual characters are quoted. Undefined for other values. */
export function formatCommand(value: RespValue): string | undefined {
  const words = commandWords(value)
  return words?.map((word) => (isBareWord(word) ? word.toString() : quote(word))).join(' ')
}

/** The words of a command; undefined when the value is something else. */
export function commandWords(value: RespValue): Buffer[] | undefined {
  if (value.kind !== '*' || !value.items || value.items.length === 0) return undefined
  const words = value.items.map((item) => (item.kind === '$' ? item.bytes : null))
  return words.every((word) => word !== null) ? words : undefined
}

/**
 * A value, so that no two look alike: the simple ones as they were sent (`+OK`, `:1`), bulk strings in quotes, and
 * collections in brackets, on one line if they fit.
 */
export function formatValue(value: RespValue): string[] {
  if ('line' in value) return [value.kind === '_' ? '(null)' : value.kind + showLine(value.line)]
  if ('bytes' in value) {
    if (value.bytes === null) return ['(nil)']
    return [(value.kind === '$' ? '' : value.kind) + quote(value.bytes)]
  }
  if (value.items === null) return ['(nil array)']
  const entries =
    'kind' in value && (value.kind === '%' || value.kind === '|')
      ? mapEntries(value.items)
      : value.items.map(formatValue)
  const opening = openings[value.kind]
  const closing = opening.endsWith('{') ? '}' : ']'
  const line = `${opening}${entries.map((lines) => lines.join(' ')).join(', ')}${closing}`
  if (line.length <= widest && entries.every((lines) => lines.length === 1)) return [line]
  return [opening, ...entries.flat().map((entry) => `  ${entry}`), closing]
}

function mapEntries(items: readonly RespValue[]): string[][] {
  const entries: string[][] = []
  for (let index = 0; index + 1 < items.length; index += 2) {
    const key = formatValue(items[index] as RespValue)
    const [first = '', ...rest] = formatValue(items[index + 1] as RespValue)
    entries.push([...key.slice(0, -1), `${key.at(-1)}: ${first}`, ...rest])
  }
  return entries
}

function showLine(line: Buffer): string {
  return isText(line) ? showOnOneLine(line.toString()) : quote(line)
}

function isBareWord(word: Buffer): boolean {
  return /^[\w.:+*/@%=,?-]+$/.test(word.toString('latin1'))
}

/** In the quotes that the text does not contain, or as hexadecimal. */
function quote(bytes: Buffer): string {
  if (!isText(bytes)) return `<${describeLength(bytes.length)}: ${bytes.toString('hex').replaceAll(/..(?=.)/g, '$& ')}>`
  const text = showOnOneLine(bytes.toString())
  if (!text.includes('"')) return `"${text}"`
  if (!text.includes("'")) return `'${text}'`
  return JSON.stringify(text)
}
