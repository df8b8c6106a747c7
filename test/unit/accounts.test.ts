import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { AccountOptions, User } from '../../packages/socketwrap/src/accounts/account-options.ts'
import { checkAccounts } from '../../packages/socketwrap/src/accounts/check-accounts.ts'
import { hashPasswords } from '../../packages/socketwrap/src/accounts/hash-password.ts'
import { HostAccounts } from '../../packages/socketwrap/src/accounts/host-accounts.ts'
import { makeAccounts } from '../../packages/socketwrap/src/accounts/make-accounts.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sw-accounts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const accountsOf = (options: AccountOptions) => {
  checkAccounts(options)
  const { users, groups } = makeAccounts('/net', options)
  return {
    user: (name: string) => users.find((one) => one.name === name),
    group: (name: string) => groups.find((one) => one.name === name),
  }
}

test('a user that has only a name gets a number, a group of its own, a home on the network and a shell', () => {
  const { user, group } = accountsOf({ users: [{ name: 'alice' }, { name: 'bob' }] })
  expect(user('alice')).toEqual({
    name: 'alice',
    uid: 1000,
    gid: 1000,
    fullName: '',
    home: '/net/home/alice',
    shell: '/bin/sh',
  })
  expect(user('bob')).toMatchObject({ uid: 1001, gid: 1001 })
  expect(group('alice')).toEqual({ name: 'alice', gid: 1000, members: [] })
})
test('a number that a later user has by hand is not given to an earlier one', () => {
  const { user } = accountsOf({ users: [{ name: 'alice' }, { name: 'bob', uid: 1000 }] })
  expect(user('alice')?.uid).toBe(1001)
})
test('a group without a number leaves those of users to them', () => {
  const { user, group } = accountsOf({ users: [{ name: 'alice' }], groups: [{ name: 'devs', members: ['alice'] }] })
  expect(user('alice')).toMatchObject({ uid: 1000, gid: 1000 })
  expect(group('devs')).toEqual({ name: 'devs', gid: 1001, members: ['alice'] })
})
test('system accounts have the numbers of Debian', () => {
  const { user, group } = accountsOf({})
  expect(user('root')).toMatchObject({ uid: 0, gid: 0 })
  expect(user('www-data')).toMatchObject({ uid: 33, gid: 33, home: '/var/www', shell: '/usr/sbin/nologin' })
  expect(user('nobody')).toMatchObject({ uid: 65534, gid: 65534 })
  expect(group('staff')?.gid).toBe(50)
})
test('root has a home on the network, not the one of the machine', () => {
  expect(accountsOf({}).user('root')?.home).toBe('/net/root')
})
test('a user with the name of a system account changes what is given, and keeps the rest', () => {
  const { user } = accountsOf({ users: [{ name: 'postgres', uid: 999, password: 'x' }] })
  expect(user('postgres')).toMatchObject({ uid: 999, gid: 102, home: '/var/lib/postgresql' })
})
test('a user becomes a member of groups, whichever side says it, and once', () => {
  const { group } = accountsOf({
    users: [{ name: 'alice', groups: ['staff', 'devs'] }, { name: 'bob' }],
    groups: [{ name: 'devs', members: ['bob', 'alice'] }],
  })
  expect(group('devs')?.members).toEqual(['bob', 'alice'])
  expect(group('staff')?.members).toEqual(['alice'])
})

test.each<[string, AccountOptions, string]>([
  ['a name with a colon', { users: [{ name: 'a:b' }] }, 'users[0].name is "a:b"'],
  ['a name that is a number', { users: [{ name: '1000' }] }, 'users[0].name is "1000"'],
  ['a name that looks like an option', { users: [{ name: '-x' }] }, 'users[0].name is "-x"'],
  ['no name', { users: [{} as User] }, 'users[0] is {}: it has no name'],
  [
    'a field that does not exist',
    { users: [{ name: 'a', id: 1 } as User] },
    'users[0].id is 1: there is no such field',
  ],
  ['a number below 0', { users: [{ name: 'a', uid: -1 }] }, 'users[0].uid is -1'],
  ['the number that means no user', { users: [{ name: 'a', uid: 4294967295 }] }, 'users[0].uid is 4294967295'],
  ['a number that is a text', { groups: [{ name: 'a', gid: '5' as never }] }, 'groups[0].gid is "5"'],
  ['an empty password', { users: [{ name: 'a', password: '' }] }, 'users[0].password is ""'],
  ['a home that is relative', { users: [{ name: 'a', home: 'home' }] }, 'users[0].home is "home"'],
  ['a full name of two lines', { users: [{ name: 'a', fullName: 'b\nc' }] }, 'users[0].fullName is "b\\nc"'],
  ['a number that is taken', { users: [{ name: 'a', uid: 33 }] }, 'users[0].uid is 33: the user www-data has it'],
  ['a name twice', { users: [{ name: 'a' }, { name: 'a' }] }, 'users[1].name is "a": another one has it'],
  ['a group number that is taken', { groups: [{ name: 'a', gid: 50 }] }, 'groups[0].gid is 50: the group staff has it'],
  [
    'a group that is not there',
    { users: [{ name: 'a', groups: ['devs'] }] },
    "make it with groups: [{ name: 'devs' }]",
  ],
  ['a member who is not there', { groups: [{ name: 'a', members: ['b'] }] }, 'groups[0].members is "b"'],
])('an error names the field: %s', (_, options, message) => {
  expect(() => accountsOf(options)).toThrow(expect.objectContaining({ code: 'BAD_ACCOUNT' }))
  expect(() => accountsOf(options)).toThrow(message)
})

test('the files are those of passwd(5), group(5) and shadow(5), and are read back', async () => {
  const accounts = new HostAccounts(folder, 'mail')
  expect(accounts.areMade).toBe(false)
  const users = [
    { name: 'alice', password: 'secret', fullName: 'Alice A.' },
    { name: 'bob', groups: ['staff'] },
  ]
  const planned = accounts.plan({ users })
  accounts.write(planned, await hashPasswords(users))
  const read = (name: string) => readFileSync(path.join(accounts.directory, name), 'utf8').split('\n')
  expect(read('passwd')).toContain(`alice:x:1000:1000:Alice A.:${accounts.directory}/home/alice:/bin/sh`)
  expect(read('group')).toContain('staff:x:50:bob')
  expect(read('shadow')).toContainEqual(expect.stringMatching(/^alice:\$6\$rounds=1000\$[^:]+:19000:0:99999:7:::$/))
  expect(read('shadow')).toContain('bob:*:19000:0:99999:7:::')
  expect(statSync(path.join(accounts.directory, 'shadow')).mode & 0o777).toBe(0o600)
  expect(accounts.ensure()).toEqual(planned)
  expect(existsSync(path.join(accounts.directory, 'home', 'alice'))).toBe(true)
  accounts.remove()
  expect(existsSync(accounts.directory)).toBe(false)
})
test('a host whose test does not speak of users has the system accounts as soon as they are asked for', () => {
  const accounts = new HostAccounts(folder, 'plain')
  expect(accounts.ensure().users.map(({ name }) => name)).toContain('postgres')
  expect(accounts.areMade).toBe(true)
})
test('a hash is what openssl makes of the same password and salt', async () => {
  const hash = (await hashPasswords([{ name: 'a', password: 'pässword 123' }])).get('a') ?? ''
  const salt = hash.split('$').slice(2, 4).join('$')
  const expected = execFileSync('openssl', ['passwd', '-6', '-salt', salt, 'pässword 123'], { encoding: 'utf8' })
  expect(hash).toBe(expected.trim())
})
