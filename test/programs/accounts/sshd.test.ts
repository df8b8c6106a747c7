import path from 'node:path'
import type { Host, Network } from 'socketwrap'
import { expect } from 'vitest'
import { requireLogins } from '../setting/program-test.js'
import { allowKey, runAfterLogin, startLoginServer } from './login-server.js'

const test = requireLogins()

const password = { password: 'secret' }

async function startMachine(network: Network, folder: string): Promise<{ to: Host; from: Host; folder: string }> {
  const to = await network.host('far', {
    users: [
      { name: 'alice', uid: 4000, password: 'secret', groups: ['staff'] },
      { name: 'bob', uid: 4001, password: 'other' },
    ],
  })
  await startLoginServer(to, folder)
  return { to, from: await network.host('desk'), folder }
}

const who = 'id; echo $USER $HOME; pwd; echo $SSH_CONNECTION'

test('a user who is only on the network logs in by a password that PAM checks', async ({ network, folder }) => {
  const machine = await startMachine(network, folder)
  const { stdout, stderr } = await runAfterLogin({ ...machine, user: 'alice', answers: password }, who)
  const home = path.join(network.directory, 'accounts', 'far', 'home', 'alice')
  const { from, to } = machine
  expect([stderr, ...stdout.trimEnd().split('\n')]).toEqual([
    '',
    'uid=4000(alice) gid=4000(alice) groups=4000(alice),50(staff)',
    `alice ${home}`,
    home,
    expect.stringMatching(new RegExp(`^${from.ip} \\d+ ${to.ip} 22$`)),
  ])
})
test('the same user logs in by a key that stands in the home', async ({ network, folder }) => {
  const machine = await startMachine(network, folder)
  await allowKey(machine.to, 'alice', folder)
  expect((await runAfterLogin({ ...machine, user: 'alice' }, 'whoami')).stdout).toBe('alice\n')
  expect((await runAfterLogin({ ...machine, user: 'bob' }, 'whoami')).stderr).toContain('Permission denied')
})
test('a wrong password, and a user of the real machine, are refused', async ({ network, folder }) => {
  const machine = await startMachine(network, folder)
  for (const user of ['bob', 'root', 'nobody'])
    expect(await runAfterLogin({ ...machine, user, answers: password }, 'whoami')).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('Permission denied'),
    })
})
test('a login asks for a code when the test’s rules of PAM say so', async ({ network, folder }) => {
  const machine = await startMachine(network, folder)
  machine.to.pam('sshd', [{}, { ask: { prompt: 'Code: ', answer: '123456' } }])
  const logIn = (code: string) =>
    runAfterLogin({ ...machine, user: 'alice', answers: { Password: 'secret', Code: code } }, 'whoami')
  expect((await logIn('654321')).stderr).toContain('Permission denied')
  expect((await logIn('123456')).stdout).toBe('alice\n')
})
test('an account that is over does not log in by its key either', async ({ network, folder }) => {
  const machine = await startMachine(network, folder)
  await allowKey(machine.to, 'alice', folder)
  machine.to.pam('sshd', { expire: 'account', users: ['alice'] })
  const { exitCode, stdout } = await runAfterLogin({ ...machine, user: 'alice' }, 'whoami')
  expect({ exitCode, stdout }).toEqual({ exitCode: 255, stdout: '' })
})
