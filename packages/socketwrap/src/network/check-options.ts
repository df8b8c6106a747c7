import { describeValue } from '../errors/describe-value.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'

/** For each option: what it may be, in words, and the test for it. `undefined` is always allowed. */
export type OptionRules = Record<string, [expected: string, isGood: (value: unknown) => boolean]>

/**
 * Checks options at the edge, once: an unknown name is an error too, because a misspelt option would do nothing.
 *
 * @param what the function or setting that takes them, for the message
 * @throws SocketwrapError BAD_OPTION
 */
export function checkOptions(what: string, options: unknown, rules: OptionRules): void {
  if (options === undefined) return
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw badOption(what, 'options', options, 'an object')
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule) throw unknownOption(what, name, rules)
    if (value !== undefined && !rule[1](value)) throw badOption(what, name, value, rule[0])
  }
}

export function badOption(what: string, option: string, value: unknown, expected: string): SocketwrapError {
  return new SocketwrapError('BAD_OPTION', `${what}: ${option} is ${describeValue(value)}, and must be ${expected}.`, {
    details: { option, value },
  })
}

function unknownOption(what: string, option: string, rules: OptionRules): SocketwrapError {
  const known = Object.keys(rules).join(', ')
  return new SocketwrapError('BAD_OPTION', `${what}: there is no option ${option}. The options are ${known}.`, {
    details: { option },
  })
}
