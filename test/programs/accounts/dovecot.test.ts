import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Host } from 'socketwrap'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { startImapServer } from './imap-server.js'

const test = requireProgram('dovecot', 'curl')

const users = [
  { name: 'alice', uid: 4000, password: 'secret' },
  { name: 'bob', uid: 4001, password: 'other' },
]

/** Asks for a mail of the inbox, or puts one there. */
function askImap(from: Host, to: Host, login: string, ...more: string[]) {
  const url = `imap://${to.ip}/INBOX${more.length > 0 ? '' : ';MAILINDEX=1'}`
  return from.run('curl', ['-sS', '-u', login, url, ...more], { reject: false })
}

test('users who are only on the network log in to dovecot, and each has mail of their own', async ({
  network,
  folder,
}) => {
  const mail = await network.host('mail', { users })
  const desk = await network.host('desk')
  await startImapServer(mail, folder)
  const letter = path.join(folder, 'letter')
  writeFileSync(letter, 'Subject: hello\r\n\r\nfor Alice\r\n')
  await askImap(desk, mail, 'alice:secret', '-T', letter)
  expect((await askImap(desk, mail, 'alice:secret')).stdout).toContain('for Alice')
  expect((await askImap(desk, mail, 'bob:other')).stdout).not.toContain('for Alice')
  const { stdout } = await mail.run('sh', ['-c', 'grep -rl "for Alice" ~/Maildir'], { user: 'alice' })
  expect(stdout).toContain(path.join('home', 'alice', 'Maildir'))
})
test('dovecot refuses a wrong password, and whom the test’s rules of PAM refuse', async ({ network, folder }) => {
  const mail = await network.host('mail', { users })
  await startImapServer(mail, folder)
  mail.pam('dovecot', [{ fail: 'PERM_DENIED', users: ['bob'] }, {}])
  const outcomes = ['alice:wrong', 'bob:other', 'carol:secret'].map((login) => askImap(network.testHost, mail, login))
  expect((await Promise.all(outcomes)).map(({ stderr }) => stderr.trim())).toEqual(
    Array.from({ length: 3 }, () => 'curl: (67) Login denied'),
  )
})
