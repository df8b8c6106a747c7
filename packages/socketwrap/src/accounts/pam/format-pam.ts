import { pamModulePath } from '@socketwrap/native'
import { pamFailures, type PamRule, type PamType, pamTypes } from './pam-rule.js'

/**
 * The text of a service's file, see pam.conf(5).
 *
 * @param directory where the host's accounts are
 */
export function formatPam(rules: readonly PamRule[], directory: string): string {
  return rules.flatMap((rule) => typesOf(rule).map((type) => formatLine(rule, type, directory))).join('')
}

function typesOf({ type, ask, fail, expire }: PamRule): readonly PamType[] {
  if (type !== undefined) return [type].flat()
  if (expire !== undefined) return ['account']
  return ask || fail !== undefined ? ['auth'] : pamTypes
}

function formatLine(rule: PamRule, type: PamType, directory: string): string {
  const [module, args] =
    rule.module === undefined ? [pamModulePath, ownArguments(rule, type, directory)] : [rule.module, rule.args ?? []]
  return `${[type, rule.control ?? 'required', ...[module, ...args].map(quote)].join(' ')}\n`
}

/** As pam/rule.h reads them. */
function ownArguments(rule: PamRule, type: PamType, directory: string): string[] {
  const { users, fail, expire, ask } = rule
  const delayMs = type === 'auth' || rule.type !== undefined ? (rule.delayMs ?? 0) : 0
  return [
    `accounts=${directory}`,
    ...(users ? [`users=${users.join(',')}`] : []),
    ...(fail === undefined ? [] : [`fail=${pamFailures[fail]}`]),
    ...(expire === undefined ? [] : [`expire=${expire}`]),
    ...(ask ? [`ask=${ask.prompt}`, `answer=${ask.answer}`] : []),
    ...(ask?.isEchoed ? ['echo'] : []),
    ...(delayMs > 0 ? [`delay=${delayMs}`] : []),
  ]
}

/** A word with a space stands in brackets, in which only the closing one is special. */
function quote(word: string): string {
  return /[\s[\]]/.test(word) ? `[${word.replaceAll(']', '\\]')}]` : word
}
