import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pamModulePath } from '@socketwrap/native'
import { afterAll, expect, test } from 'vitest'
import { HostAccounts } from '../../packages/socketwrap/src/accounts/host-accounts.ts'
import { checkPamRule, checkService } from '../../packages/socketwrap/src/accounts/pam/check-pam.ts'
import { formatPam } from '../../packages/socketwrap/src/accounts/pam/format-pam.ts'
import type { PamRule } from '../../packages/socketwrap/src/accounts/pam/pam-rule.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sw-pam-'))
afterAll(() => rmSync(folder, { recursive: true }))

const linesOf = (...rules: PamRule[]) =>
  formatPam(rules, '/net').replaceAll(pamModulePath, 'ours').split('\n').slice(0, -1)

test('a rule that says nothing is of all types and checks the host’s users', () => {
  expect(linesOf({})).toEqual([
    'auth required ours accounts=/net',
    'account required ours accounts=/net',
    'password required ours accounts=/net',
    'session required ours accounts=/net',
  ])
})
test('a rule that fails or asks is of auth, one that expires is of account', () => {
  expect(linesOf({ fail: 'MAXTRIES', users: ['bob', 'carol'] })).toEqual([
    'auth required ours accounts=/net users=bob,carol fail=11',
  ])
  expect(linesOf({ expire: 'password', control: 'requisite' })).toEqual([
    'account requisite ours accounts=/net expire=password',
  ])
  expect(linesOf({ ask: { prompt: 'Code [6]: ', answer: '123', isEchoed: true } })).toEqual([
    'auth required ours accounts=/net [ask=Code [6\\]: ] answer=123 echo',
  ])
})
test('a delay is one of auth unless the rule has a type', () => {
  expect(linesOf({ delayMs: 20 }).filter((line) => line.endsWith('delay=20'))).toEqual([
    'auth required ours accounts=/net delay=20',
  ])
  expect(linesOf({ delayMs: 20, type: ['account', 'session'] })).toEqual([
    'account required ours accounts=/net delay=20',
    'session required ours accounts=/net delay=20',
  ])
})
test('another module has its own arguments', () => {
  expect(linesOf({ type: 'session', control: 'optional', module: 'pam_env.so', args: ['conffile=/a b'] })).toEqual([
    'session optional pam_env.so [conffile=/a b]',
  ])
})
test('a host with accounts has rules for services that have none', () => {
  const accounts = new HostAccounts(folder, 'mail')
  accounts.ensure()
  accounts.writeService('sshd', [{ fail: 'PERM_DENIED' }])
  const read = (name: string) => readFileSync(path.join(accounts.directory, 'pam.d', name), 'utf8')
  expect(read('other')).toBe(formatPam([{}], accounts.directory))
  expect(read('sshd')).toContain('fail=6')
})

test.each<[string, unknown, string]>([
  ['a field that does not exist', { fails: 'AUTH_ERR' }, 'rules[0].fails is "AUTH_ERR", and is no field'],
  ['a failure that libpam does not know', { fail: 'NO' }, 'rules[0].fail is "NO", and must be one of SYSTEM_ERR'],
  ['no type', { type: [] }, 'rules[0].type is []'],
  ['a comment within a question', { ask: { prompt: '#: ', answer: 'x' } }, 'rules[0].ask is'],
  ['a question without an answer', { ask: { prompt: 'Code: ' } }, 'rules[0].ask is'],
  ['two things at once', { fail: 'ABORT', expire: 'account' }, 'one of fail, expire and ask'],
  [
    'another module that fails',
    { module: 'pam_deny.so', fail: 'ABORT' },
    'rules[0].fail is "ABORT", and is for our own',
  ],
  ['arguments for ours', { args: ['x'] }, 'rules[0].args is ["x"], and needs'],
  ['a delay that is none', { delayMs: -1 }, 'rules[0].delayMs is -1'],
  ['no object', 'pam_permit.so', 'rules[0] is "pam_permit.so"'],
])('an error names the field: %s', (_, rule, message) => {
  const check = () => checkPamRule(rule, 'rules[0]')
  expect(check).toThrow(expect.objectContaining({ code: 'BAD_PAM_RULE' }))
  expect(check).toThrow(message)
})
test.each(['', '../other', 'a/b', '.x'])('a service is a name and not a path: "%s"', (service) => {
  expect(() => checkService(service)).toThrow(expect.objectContaining({ code: 'BAD_PAM_RULE' }))
})
