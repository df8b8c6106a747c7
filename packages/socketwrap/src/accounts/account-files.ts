import type { Accounts, UserAccount } from './account.js'

/** The day of the last change of every password, in days since 1970: shadow(5) wants one. */
const changedOn = 19_000

/** As passwd(5) has it. */
export function formatPasswd({ users }: Accounts): string {
  return lines(users, ({ name, uid, gid, fullName, home, shell }) => [name, 'x', uid, gid, fullName, home, shell])
}

/** As group(5) has it. */
export function formatGroup({ groups }: Accounts): string {
  return lines(groups, ({ name, gid, members }) => [name, 'x', gid, members.join(',')])
}

/**
 * As shadow(5) has it. `*` is no hash of any password, and does not lock the user out, as `!` would.
 *
 * @param hashes of the users who have a password
 */
export function formatShadow({ users }: Accounts, hashes: ReadonlyMap<string, string>): string {
  return lines(users, ({ name }) => [name, hashes.get(name) ?? '*', changedOn, 0, 99_999, 7, '', '', ''])
}

/** Reads what formatPasswd and formatGroup wrote. */
export function parseAccounts(passwd: string, group: string): Accounts {
  return {
    users: fields(passwd).map(([name = '', , uid, gid, fullName = '', home = '', shell = '']): UserAccount => ({
      name,
      uid: Number(uid),
      gid: Number(gid),
      fullName,
      home,
      shell,
    })),
    groups: fields(group).map(([name = '', , gid, members = '']) => ({
      name,
      gid: Number(gid),
      members: members === '' ? [] : members.split(','),
    })),
  }
}

function lines<T>(entries: T[], fieldsOf: (entry: T) => (string | number)[]): string {
  return entries.map((entry) => `${fieldsOf(entry).join(':')}\n`).join('')
}

function fields(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(':'))
}
