import { badOption } from '../../network/check-options.js'
import { checkTableRoom } from '../../network/table-room.js'
import { failAt } from './bad-rule.js'
import { covers } from './covers.js'
import { parseRule } from './parse-rule.js'
import type { ParsedRule, Rule, RuleAction, RuleLists } from './rule.js'

/** For `checkOptions`; what stands in the lists is checked with `parseRuleLists`. */
export const ruleOptions: Record<RuleAction, [expected: string, isGood: (value: unknown) => boolean]> = {
  allow: ["an array of rules, such as ['registry.example.com:443']", Array.isArray],
  deny: ["an array of rules, such as ['10.0.0.0/8']", Array.isArray],
}

/** The lists among other options, in the order in which they were given. */
export function pickRuleLists(options: RuleLists): RuleLists {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name === 'allow' || name === 'deny'))
}

/** A rule as it was given, and where it stands, for messages. */
export interface WrittenRule {
  action: RuleAction
  rule: Rule
  where: string
}

/**
 * Checks the rules of one place.
 *
 * @param from whose rules they are, when they are those of one host
 * @throws SocketwrapError BAD_RULE, BAD_HOST_NAME, TABLE_TOO_LARGE
 */
export function parseRuleLists(lists: RuleLists, from?: string): ParsedRule[] {
  const written = Object.entries(lists).flatMap(([action, rules]) =>
    ((rules ?? []) as Rule[]).map((rule, index): WrittenRule => {
      return { action: action as RuleAction, rule, where: `${action}[${index}]` }
    }),
  )
  return parseRules(written, from)
}

/** The same for rules in any order. */
export function parseRules(written: readonly WrittenRule[], from?: string): ParsedRule[] {
  checkTableRoom('rules', written.length)
  const parsed = written.map(({ action, rule, where }) => {
    const one = parseRule(rule, action, where)
    if (from === undefined) return one
    if (one.from !== undefined) throw badOption('host', where, one.text, 'a rule without `from`: it is for this host')
    return { ...one, from }
  })
  parsed.forEach((rule, index) => {
    const earlier = parsed.slice(0, index).find((other) => other.action !== rule.action && covers(other, rule))
    if (earlier) throw failAt(written[index]?.where ?? '', rule.text)(shadowed(rule, earlier))
  })
  return parsed
}

/** The first rule that matches decides, so this one would be of no use, and nobody would notice. */
function shadowed(rule: ParsedRule, earlier: ParsedRule): string {
  return `it can never decide, because ${earlier.action} '${earlier.text}' stands before it; put ${rule.action} first`
}
