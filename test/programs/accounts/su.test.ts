import type { Host } from 'socketwrap'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('su')

const users = [
  { name: 'alice', uid: 4000, password: 'secret' },
  { name: 'bob', uid: 4001, password: 'other', groups: ['staff'], home: '/home/bob' },
]

/** What `su` says, and its program, to a user who answers with a password. */
async function becomeBob(host: Host, user: string, answer = '') {
  const script = "su bob -c 'id; echo $HOME $USER'"
  const { stdout, stderr } = await host.run('sh', ['-c', script], { user, input: `${answer}\n`, reject: false })
  return { lines: stdout.trimEnd().split('\n'), said: stderr.replace('Password: ', '').trim() }
}

const bob = ['uid=4001(bob) gid=4001(bob) groups=4001(bob),50(staff)', '/home/bob bob']

test('root becomes another user of the host by su, and is not asked', async ({ network }) => {
  const host = await network.host('desk', { users })
  expect(await becomeBob(host, 'root')).toEqual({ lines: bob, said: '' })
})
test('a user becomes another by su and the password of that one', async ({ network }) => {
  const host = await network.host('desk', { users })
  expect(await becomeBob(host, 'alice', 'other')).toEqual({ lines: bob, said: '' })
  expect(await becomeBob(host, 'alice', 'secret')).toEqual({ lines: [''], said: 'su: Authentication failure' })
})
