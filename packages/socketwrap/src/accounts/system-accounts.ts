import type { Accounts, GroupAccount, UserAccount } from './account.js'

const noLogin = '/usr/sbin/nologin'

/** Those of Debian's base-passwd have its numbers, the servers' below 200 are ours: Debian gives them as they come. */
const users: [name: string, uid: number, gid: number, home: string, shell?: string][] = [
  ['daemon', 1, 1, '/usr/sbin'],
  ['bin', 2, 2, '/bin'],
  ['sys', 3, 3, '/dev'],
  ['sync', 4, 65534, '/bin', '/bin/sync'],
  ['games', 5, 60, '/usr/games'],
  ['man', 6, 12, '/var/cache/man'],
  ['lp', 7, 7, '/var/spool/lpd'],
  ['mail', 8, 8, '/var/mail'],
  ['news', 9, 9, '/var/spool/news'],
  ['uucp', 10, 10, '/var/spool/uucp'],
  ['proxy', 13, 13, '/bin'],
  ['www-data', 33, 33, '/var/www'],
  ['backup', 34, 34, '/var/backups'],
  ['list', 38, 38, '/var/list'],
  ['irc', 39, 39, '/run/ircd'],
  ['_apt', 42, 65534, '/nonexistent'],
  ['sshd', 101, 65534, '/run/sshd'],
  ['postgres', 102, 102, '/var/lib/postgresql', '/bin/sh'],
  ['redis', 103, 103, '/var/lib/redis'],
  ['memcache', 104, 104, '/nonexistent'],
  ['haproxy', 105, 105, '/var/lib/haproxy'],
  ['dnsmasq', 106, 65534, '/var/lib/misc'],
  ['dovecot', 107, 107, '/usr/lib/dovecot'],
  ['dovenull', 108, 108, '/nonexistent'],
  ['nobody', 65534, 65534, '/nonexistent'],
]

const groups: [name: string, gid: number][] = [
  ['root', 0],
  ['daemon', 1],
  ['bin', 2],
  ['sys', 3],
  ['adm', 4],
  ['tty', 5],
  ['disk', 6],
  ['lp', 7],
  ['mail', 8],
  ['news', 9],
  ['uucp', 10],
  ['man', 12],
  ['proxy', 13],
  ['kmem', 15],
  ['dialout', 20],
  ['sudo', 27],
  ['audio', 29],
  ['www-data', 33],
  ['backup', 34],
  ['operator', 37],
  ['list', 38],
  ['irc', 39],
  ['src', 40],
  ['shadow', 42],
  ['utmp', 43],
  ['video', 44],
  ['sasl', 45],
  ['plugdev', 46],
  ['staff', 50],
  ['games', 60],
  ['users', 100],
  ['postgres', 102],
  ['redis', 103],
  ['memcache', 104],
  ['haproxy', 105],
  ['dovecot', 107],
  ['dovenull', 108],
  ['nogroup', 65534],
]

/** What a Debian machine has before somebody makes a user. Root's home is one of the network, not the machine's. */
export function systemAccounts(rootHome: string): Accounts {
  const root: UserAccount = { name: 'root', uid: 0, gid: 0, fullName: 'root', home: rootHome, shell: '/bin/sh' }
  return {
    users: [
      root,
      ...users.map(([name, uid, gid, home, shell = noLogin]) => ({ name, uid, gid, fullName: name, home, shell })),
    ],
    groups: groups.map(([name, gid]): GroupAccount => ({ name, gid, members: [] })),
  }
}
