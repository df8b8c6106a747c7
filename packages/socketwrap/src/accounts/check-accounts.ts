import type { AccountOptions, Group, User } from './account-options.js'
import { badAccount } from './bad-account.js'

/** (uid_t)-1 says "as it is" to the calls that change ids. */
const highestId = 2 ** 32 - 2
/** LOGIN_NAME_MAX, see limits.h, counts the zero byte. */
const longestName = 255

type Rule = [expected: string, isGood: (value: unknown) => boolean]

const id: Rule = [`it must be a whole number from 0 to ${highestId}`, isId]
const name: Rule = ['a name is letters, digits and _.@-, begins with none of .@- and is not a number', isName]
const names: Rule = ['it must be an array of names', (value) => Array.isArray(value) && value.every(isName)]
const absolutePath: Rule = [
  'it must be an absolute path without a colon',
  (value) => isField(value) && value[0] === '/',
]
const field: Rule = ['it must be a text of one line without a colon', isField]
const password: Rule = ['it must be a text that is not empty; leave it out for a user without one', isPassword]

const userRules: Record<keyof User, Rule> = {
  name,
  uid: id,
  gid: id,
  password,
  groups: names,
  home: absolutePath,
  shell: absolutePath,
  fullName: field,
}
const groupRules: Record<keyof Group, Rule> = { name, gid: id, members: names }

/** @throws SocketwrapError BAD_ACCOUNT */
export function checkAccounts({ users = [], groups = [] }: AccountOptions): void {
  for (const [index, user] of users.entries()) check(`users[${index}]`, user, userRules)
  for (const [index, group] of groups.entries()) check(`groups[${index}]`, group, groupRules)
}

function check(where: string, entry: unknown, rules: Record<string, Rule>): void {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
    throw badAccount(where, entry, `it must be an object with ${Object.keys(rules).join(', ')}`)
  if (!('name' in entry)) throw badAccount(where, entry, 'it has no name')
  for (const [key, value] of Object.entries(entry)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined
    if (!rule)
      throw badAccount(`${where}.${key}`, value, `there is no such field; there are ${Object.keys(rules).join(', ')}`)
    if (value !== undefined && !rule[1](value)) throw badAccount(`${where}.${key}`, value, rule[0])
  }
}

function isId(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= highestId
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length <= longestName && /^(?!\d+$)\w[\w.@-]*$/.test(value)
}

function isField(value: unknown): value is string {
  return typeof value === 'string' && !/[:\n\0]/.test(value)
}

function isPassword(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !/[\n\0]/.test(value)
}
