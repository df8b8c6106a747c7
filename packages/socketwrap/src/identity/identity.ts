import type { Accounts, UserAccount } from '../accounts/account.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'

/** Whom a program believes to be when it begins. */
export interface Identity {
  uid: number
  gid: number
  /** The supplementary groups, as a login gives them. */
  groups: number[]
  /** Missing for a uid that nobody has. */
  account?: UserAccount
}

/**
 * @param user a name or a uid
 * @throws SocketwrapError UNKNOWN_USER
 */
export function findIdentity(accounts: Accounts, user: string | number, hostName: string): Identity {
  const account = accounts.users.find(({ name, uid }) => (typeof user === 'string' ? name === user : uid === user))
  if (account) {
    const { name, uid, gid } = account
    const others = accounts.groups.filter(({ members }) => members.includes(name)).map((group) => group.gid)
    return { uid, gid, groups: [...new Set([gid, ...others])].toSorted((a, b) => a - b), account }
  }
  if (typeof user === 'number') return { uid: user, gid: user, groups: [] }
  throw unknownUser(accounts, user, hostName)
}

const mostNames = 40

function unknownUser(accounts: Accounts, user: string, hostName: string): SocketwrapError {
  const users = accounts.users.map(({ name }) => name)
  const more = users.length > mostNames ? ` and ${users.length - mostNames} more` : ''
  const advice = /^\d+$/.test(user)
    ? `For a uid give a number: user: ${user}.`
    : `Make one with network.host('${hostName}', { users: [{ name: '${user}' }] }), or give a uid.`
  return new SocketwrapError(
    'UNKNOWN_USER',
    `Host ${hostName} has no user '${user}'. Its users are ${users.slice(0, mostNames).join(', ')}${more}. ${advice}`,
    { details: { user, users } },
  )
}

/** As packages/native/identity/carried.h reads it. */
export function formatIdentity({ uid, gid, groups }: Identity): string {
  return `users=${uid} groups=${gid} others=${groups.join(':')}`
}

/** What a login tells a program of its user, unless the caller says something else. */
export function loginVariables({ account }: Identity): Record<string, string> {
  return account ? { HOME: account.home, USER: account.name, LOGNAME: account.name } : {}
}
