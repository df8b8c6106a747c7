import type { ParsedRule, RuleTarget } from './rule.js'

/** Whether the first rule matches whatever the second one matches. */
export function covers(first: ParsedRule, second: ParsedRule): boolean {
  return (
    (first.from === undefined || first.from === second.from) &&
    first.isInbound === second.isInbound &&
    (first.protocol === second.protocol || (first.protocol === 'any' && second.protocol !== 'unix')) &&
    first.lowPort <= second.lowPort &&
    first.highPort >= second.highPort &&
    second.targets.every((target) => first.targets.some((wider) => coversTarget(wider, target)))
  )
}

function coversTarget(first: RuleTarget, second: RuleTarget): boolean {
  if (first.name !== undefined || second.name !== undefined) return coversName(first.name, second.name)
  const bits = first.prefixLength
  return bits <= second.prefixLength && firstBits(first.address, bits) === firstBits(second.address, bits)
}

function coversName(first: string | undefined, second: string | undefined): boolean {
  if (first === undefined || second === undefined) return false
  if (first === second || first === '*') return true
  const [before = '', after, ...more] = first.split('*')
  return (
    more.length === 0 &&
    after !== undefined &&
    second.length >= before.length + after.length &&
    second.startsWith(before) &&
    second.endsWith(after)
  )
}

function firstBits(address: Buffer, count: number): string {
  return Array.from(address, (byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, count)
}
