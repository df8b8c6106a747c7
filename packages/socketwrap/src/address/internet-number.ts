const part = /^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i

/**
 * Gives the IPv4 address in one of the forms that inet_aton(3) knows beside a.b.c.d: fewer numbers, of which the last one
 * fills what is left, and octal or hexadecimal ones. Undefined when the text is none.
 */
export function parseInternetNumber(text: string): string | undefined {
  const words = text.split('.')
  if (words.length > 4 || !words.every((word) => part.test(word))) return undefined
  const numbers = words.map((word) => (/^0[0-7]/.test(word) ? Number.parseInt(word, 8) : Number(word)))
  const last = numbers.pop() ?? 0
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return undefined
  const rest = Array.from({ length: 4 - numbers.length }, (_, index) => Math.floor(last / 256 ** index) % 256)
  return [...numbers, ...rest.toReversed()].join('.')
}
