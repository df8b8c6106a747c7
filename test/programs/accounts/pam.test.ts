import type { Host, PamRule } from 'socketwrap'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('pamtester')

const users = [
  { name: 'alice', password: 'secret' },
  { name: 'bob', password: 'pässword' },
]

/** What the service says, with these lines as answers to its questions. */
async function ask(host: Host, service: string, user: string, actions: string[], ...answers: string[]) {
  const input = answers.map((line) => `${line}\n`).join('')
  const { exitCode, stdout, stderr } = await host.run('pamtester', [service, user, ...actions], {
    input,
    user: 'root',
    reject: false,
  })
  return { isAllowed: exitCode === 0, said: `${stderr}${stdout}`.replaceAll('pamtester: ', '').trim() }
}
const logIn = (host: Host, user: string, password: string, service = 'any') =>
  ask(host, service, user, ['authenticate', 'acct_mgmt'], password)

test('a password of the host’s users logs in, by every service', async ({ network }) => {
  const host = await network.host('mail', { users })
  expect(await logIn(host, 'alice', 'secret', 'login')).toMatchObject({ isAllowed: true })
  expect(await logIn(host, 'bob', 'pässword', 'sshd')).toMatchObject({ isAllowed: true })
  expect((await logIn(host, 'alice', 'wrong')).said).toContain('Authentication failure')
  expect((await logIn(host, 'carol', 'secret')).said).toContain('User not known')
  expect((await logIn(host, 'www-data', '')).said).toContain('Authentication failure')
})
test('a session begins and ends', async ({ network }) => {
  const host = await network.host('mail', { users })
  expect(await ask(host, 'login', 'alice', ['open_session', 'close_session', 'setcred'])).toMatchObject({
    isAllowed: true,
  })
})
test('a password that is changed is the one that counts', async ({ network }) => {
  const host = await network.host('mail', { users })
  const changed = await ask(host, 'passwd', 'alice', ['chauthtok'], 'newer', 'newer')
  expect(changed.said).toContain('token altered successfully')
  expect(await logIn(host, 'alice', 'secret')).toMatchObject({ isAllowed: false })
  expect(await logIn(host, 'alice', 'newer')).toMatchObject({ isAllowed: true })
  expect(await logIn(host, 'bob', 'pässword')).toMatchObject({ isAllowed: true })
})

const cases: [string, PamRule | PamRule[], string[], string][] = [
  ['a service can be told to fail', { fail: 'MAXTRIES' }, [], 'exhausted maximum number of retries'],
  ['a service can be told to fail for some', { fail: 'PERM_DENIED', users: ['alice'] }, [], 'Permission denied'],
  ['an account can be over', { expire: 'account' }, ['secret'], 'account has expired'],
  ['a password can be too old', { expire: 'password' }, ['secret'], 'new one required'],
  ['a session can be refused', { type: 'session', fail: 'SESSION_ERR' }, ['secret'], 'session'],
]
for (const [title, rules, answers, said] of cases)
  test(title, async ({ network }) => {
    const host = await network.host('mail', { users })
    host.pam('door', rules)
    const outcome = await ask(host, 'door', 'alice', ['authenticate', 'acct_mgmt', 'open_session'], ...answers)
    expect(outcome.isAllowed).toBe(false)
    expect(outcome.said).toContain(said)
    expect(await logIn(host, 'alice', 'secret')).toMatchObject({ isAllowed: true })
  })

test('users whom a rule is not about go by the next one', async ({ network }) => {
  const host = await network.host('mail', { users })
  host.pam('door', [{ fail: 'PERM_DENIED', users: ['alice'] }, {}])
  expect(await logIn(host, 'alice', 'secret', 'door')).toMatchObject({ isAllowed: false })
  expect(await logIn(host, 'bob', 'pässword', 'door')).toMatchObject({ isAllowed: true })
})
test('a password that is too old is not any more once it is changed', async ({ network }) => {
  const host = await network.host('mail', { users })
  host.pam('door', { expire: 'password' })
  await ask(host, 'door', 'alice', ['chauthtok'], 'newer', 'newer')
  expect(await logIn(host, 'alice', 'newer', 'door')).toMatchObject({ isAllowed: true })
})
test('a service asks a second question, and the answer counts', async ({ network }) => {
  const host = await network.host('mail', { users })
  host.pam('door', [{}, { ask: { prompt: 'Code [6 digits]: ', answer: '123456' } }])
  const right = await ask(host, 'door', 'alice', ['authenticate'], 'secret', '123456')
  expect(right).toMatchObject({ isAllowed: true, said: expect.stringContaining('Code [6 digits]: ') })
  expect(await ask(host, 'door', 'alice', ['authenticate'], 'secret', '1')).toMatchObject({ isAllowed: false })
})
test('another module of PAM answers in the place of ours', async ({ network }) => {
  const host = await network.host('mail', { users })
  host.pam('open', { type: ['auth', 'account'], module: 'pam_permit.so' })
  host.pam('shut', { type: 'auth', module: 'pam_deny.so' })
  expect(await logIn(host, 'carol', 'anything', 'open')).toMatchObject({ isAllowed: true })
  expect(await logIn(host, 'alice', 'secret', 'shut')).toMatchObject({ isAllowed: false })
})
test('rules are given while programs run, and those of a host are not those of another', async ({ network }) => {
  const mail = await network.host('mail', { users })
  const web = await network.host('web', { users })
  mail.pam('door', { fail: 'AUTH_ERR' })
  expect(await logIn(web, 'alice', 'secret', 'door')).toMatchObject({ isAllowed: true })
  mail.pam('door', [])
  expect(await logIn(mail, 'alice', 'secret', 'door')).toMatchObject({ isAllowed: true })
})
