import type { Direction } from '../types.js'
import { redactHeaders } from './http/redact-headers.js'
import type { Block } from './message.js'

/** Where a text that a rule gets was found. */
export interface RedactContext {
  direction: Direction
  /** `head`: the start line and headers of HTTP. */
  part: 'head' | 'text'
  /** Name of the host. */
  client: string
  /** Name of the host. */
  server: string
}

/**
 * Takes out what differs from run to run.
 * - A RegExp: all that it matches becomes `<redacted>`; when it has groups, only what they match.
 * - A function: gets the text of a message (with line feeds between lines) and gives the one to compare.
 */
export type RedactRule = RegExp | ((text: string, context: RedactContext) => string)

export const redacted = '<redacted>'

export type Redact = (block: Block & { text: string }, direction: Direction) => string

/** Puts rules together to one; those for headers come first, if they are wanted. */
export function makeRedact(
  rules: readonly RedactRule[],
  withDefaults: boolean,
  hosts: { client: string; server: string },
): Redact {
  return ({ kind, text }, direction) => {
    if (kind === 'note') return text
    const part = kind === 'head' ? 'head' : 'text'
    const begin = part === 'head' && withDefaults ? redactHeaders(text, redacted) : text
    return rules.reduce((rest, rule) => applyRule(rule, rest, { ...hosts, direction, part }), begin)
  }
}

function applyRule(rule: RedactRule, text: string, context: RedactContext): string {
  if (typeof rule !== 'function') return replaceMatches(rule, text)
  const rest: unknown = rule(text, context)
  if (typeof rest === 'string') return rest
  throw new TypeError(`redact: a function gave ${typeof rest}, and must give the text to compare`)
}

function replaceMatches(rule: RegExp, text: string): string {
  const everywhere = new RegExp(rule.source, [...new Set(`${rule.flags.replace('y', '')}gd`)].join(''))
  let result = ''
  let done = 0
  for (const match of text.matchAll(everywhere)) {
    for (const [begin, end] of rangesOf(match)) {
      if (begin < done || begin === end) continue
      result += text.slice(done, begin) + redacted
      done = end
    }
  }
  return result + text.slice(done)
}

/** Of a rule with groups those of its groups, else that of the whole match. */
function rangesOf(match: RegExpExecArray): [number, number][] {
  const [whole, ...groups] = match.indices ?? []
  const ranges = groups.length > 0 ? groups : [whole]
  return ranges.filter((range) => range !== undefined).sort(([left], [right]) => left - right)
}
