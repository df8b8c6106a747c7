import path from 'node:path'
import type { AccountOptions, Group, User } from './account-options.js'
import type { Accounts, GroupAccount, UserAccount } from './account.js'
import { badAccount } from './bad-account.js'
import { FreeIds } from './free-ids.js'
import { systemAccounts } from './system-accounts.js'

/**
 * Gives all the accounts of a host: the system's, and those of the options.
 *
 * @param directory where the homes are that nobody has named
 * @throws SocketwrapError BAD_ACCOUNT when two have the same name or number, or one that is named is not there
 */
export function makeAccounts(directory: string, { users = [], groups = [] }: AccountOptions): Accounts {
  const accounts = systemAccounts(path.join(directory, 'root'))
  const free: Free = {
    uids: new FreeIds([...accounts.users, ...users].map(({ uid }) => uid)),
    gids: new FreeIds([...accounts.groups, ...groups].map(({ gid }) => gid)),
  }
  // Users come between, so that each can have the group of its own number.
  for (const [index, group] of groups.entries())
    if (group.gid !== undefined) addGroup(accounts, group, groups, free, `groups[${index}]`)
  for (const [index, user] of users.entries()) addUser(accounts, user, users, free, directory, `users[${index}]`)
  for (const [index, group] of groups.entries())
    if (group.gid === undefined) addGroup(accounts, group, groups, free, `groups[${index}]`)
  for (const [index, user] of users.entries()) joinGroups(accounts, user, `users[${index}].groups`)
  for (const [index, group] of groups.entries()) checkMembers(accounts, group, `groups[${index}].members`)
  return accounts
}

interface Free {
  uids: FreeIds
  gids: FreeIds
}

function addGroup(accounts: Accounts, group: Group, all: Group[], free: Free, where: string): void {
  checkOnce(group, all, where)
  const known = accounts.groups.find(({ name }) => name === group.name)
  const gid = group.gid ?? known?.gid ?? free.gids.takeNext()
  const other = accounts.groups.find((one) => one.gid === gid && one !== known)
  if (other) throw badAccount(`${where}.gid`, gid, `the group ${other.name} has it`)
  put(accounts.groups, { name: group.name, gid, members: [...new Set(group.members)] })
}

function addUser(accounts: Accounts, user: User, all: User[], free: Free, directory: string, where: string): void {
  checkOnce(user, all, where)
  const known = accounts.users.find(({ name }) => name === user.name)
  const uid = user.uid ?? known?.uid ?? free.uids.takeNext()
  const other = accounts.users.find((one) => one.uid === uid && one !== known)
  if (other) throw badAccount(`${where}.uid`, uid, `the user ${other.name} has it`)
  put(accounts.users, {
    name: user.name,
    uid,
    gid: user.gid ?? known?.gid ?? ownGroup(accounts, user.name, uid, free),
    fullName: user.fullName ?? known?.fullName ?? '',
    home: user.home ?? known?.home ?? path.join(directory, 'home', user.name),
    shell: user.shell ?? known?.shell ?? '/bin/sh',
  })
}

/** The number of the group that has the user's name; it is made when there is none. */
function ownGroup(accounts: Accounts, name: string, uid: number, { gids }: Free): number {
  const known = accounts.groups.find((group) => group.name === name)
  if (known) return known.gid
  const isTaken = accounts.groups.some((group) => group.gid === uid)
  const gid = isTaken ? gids.takeNext() : gids.take(uid)
  accounts.groups.push({ name, gid, members: [] })
  return gid
}

function joinGroups(accounts: Accounts, user: User, where: string): void {
  for (const name of user.groups ?? []) {
    const group = accounts.groups.find((one) => one.name === name)
    if (!group) throw badAccount(where, name, `there is no such group; make it with groups: [{ name: '${name}' }]`)
    if (!group.members.includes(user.name)) group.members.push(user.name)
  }
}

function checkMembers(accounts: Accounts, group: Group, where: string): void {
  for (const member of group.members ?? [])
    if (!accounts.users.some(({ name }) => name === member)) throw badAccount(where, member, 'there is no such user')
}

function checkOnce<T extends { name: string }>(entry: T, all: T[], where: string): void {
  if (all.find(({ name }) => name === entry.name) !== entry)
    throw badAccount(`${where}.name`, entry.name, 'another one has it')
}

function put<T extends UserAccount | GroupAccount>(list: T[], entry: T): void {
  const index = list.findIndex(({ name }) => name === entry.name)
  if (index < 0) list.push(entry)
  else list[index] = entry
}
