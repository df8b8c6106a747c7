import { describeValue } from '../../errors/describe-value.js'
import { SocketwrapError } from '../../errors/socketwrap-error.js'
import { pamControls, pamFailures, type PamRule, pamTypes } from './pam-rule.js'

type Rule = [expected: string, isGood: (value: unknown) => boolean]

const line = 'one line of text without # and \\'
const rules: Record<keyof PamRule, Rule> = {
  type: [`one or several of ${pamTypes.join(', ')}`, areTypes],
  control: [`one of ${pamControls.join(', ')}`, isOneOf(pamControls)],
  users: ['an array of names', (value) => Array.isArray(value) && value.every(isName)],
  fail: [`one of ${Object.keys(pamFailures).join(', ')}`, isOneOf(Object.keys(pamFailures))],
  expire: ["'password' or 'account'", isOneOf(['password', 'account'])],
  ask: [`an object with prompt and answer, and isEchoed: true or false; each ${line}`, isQuestion],
  delayMs: ['a whole number from 0 to 3600000', (value) => isWithin(value, 3_600_000)],
  module: [`${line}`, isLine],
  args: [`an array of texts, each ${line}`, (value) => Array.isArray(value) && value.every(isLine)],
}

/** What only our module can do. */
const ours = ['users', 'fail', 'expire', 'ask', 'delayMs'] as const

/** @throws SocketwrapError BAD_PAM_RULE */
export function checkService(service: unknown): void {
  if (typeof service === 'string' && /^[a-z0-9][\w.-]{0,63}$/i.test(service)) return
  throw badRule('service', service, "must be a service's name, such as 'sshd'")
}

/** @throws SocketwrapError BAD_PAM_RULE */
export function checkPamRule(rule: unknown, where: string): asserts rule is PamRule {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule))
    throw badRule(where, rule, `must be an object with ${Object.keys(rules).join(', ')}`)
  for (const [key, value] of Object.entries(rule)) {
    const known = Object.hasOwn(rules, key) ? rules[key as keyof PamRule] : undefined
    if (!known) throw badRule(`${where}.${key}`, value, `is no field; the fields are ${Object.keys(rules).join(', ')}`)
    if (value !== undefined && !known[1](value)) throw badRule(`${where}.${key}`, value, `must be ${known[0]}`)
  }
  checkTogether(rule as PamRule, where)
}

function checkTogether(rule: PamRule, where: string): void {
  if (rule.args && rule.module === undefined) throw badRule(`${where}.args`, rule.args, 'needs the name of a `module`')
  const wrong = ours.find((key) => rule[key] !== undefined)
  if (rule.module !== undefined && wrong)
    throw badRule(`${where}.${wrong}`, rule[wrong], 'is for our own module; leave out `module`')
  const said = [rule.fail, rule.expire, rule.ask].filter((value) => value !== undefined)
  if (said.length > 1) throw badRule(where, rule, 'can have one of fail, expire and ask; give several rules')
}

function badRule(where: string, value: unknown, reason: string): SocketwrapError {
  return new SocketwrapError('BAD_PAM_RULE', `pam: ${where} is ${describeValue(value)}, and ${reason}.`, {
    details: { where, value, reason },
  })
}

function isOneOf(values: readonly string[]): (value: unknown) => boolean {
  return (value) => values.includes(value as string)
}

function areTypes(value: unknown): boolean {
  const types = [value].flat()
  return types.length > 0 && types.every(isOneOf(pamTypes))
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && /^[\w.@-]+$/.test(value)
}

/** What a line of libpam's files cannot hold: a comment begins anywhere, and a backslash changes what follows. */
function isLine(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !/[#\\\n\0]/.test(value)
}

function isQuestion(value: unknown): boolean {
  const { prompt, answer, isEchoed = false, ...others } = (value ?? {}) as Record<string, unknown>
  return isLine(prompt) && isLine(answer) && typeof isEchoed === 'boolean' && Object.keys(others).length === 0
}

function isWithin(value: unknown, highest: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= highest
}
