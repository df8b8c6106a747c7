import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommandLine as run } from './command-line.js'

const node = process.execPath
const leave = (port: number) =>
  `require('net').connect(${port}, '198.51.100.1').on('error', (e) => { console.log(e.code); process.exitCode = 3 })`

let base = ''
beforeAll(() => {
  base = mkdtempSync(path.join(tmpdir(), 'cli-policy-'))
})
afterAll(() => rmSync(base, { recursive: true }))

test('run lists who was blocked, and how to allow it, and ends with the code of the command', async () => {
  const { code, stdout, stderr } = await run(['run', '--host', 'web', '--', node, '-e', leave(9)])
  expect({ code, stdout }).toEqual({ code: 3, stdout: 'ENETUNREACH\n' })
  expect(stderr.replace(/pid \d+/, 'pid N').replace(/node -e .*/, 'node -e …'))
    .toBe(`socketwrap: this was blocked, because it would have left the network:
  web: node (pid N) blocked to tcp 198.51.100.1:9: ENETUNREACH
    command: node -e …
    allow it: --allow '198.51.100.1:9'
`)
})
test('a command that stays has nothing to tell', async () => {
  expect((await run(['run', '--', 'true'])).stderr).toBe('')
})
test('the first rule that matches decides', async () => {
  const { stderr } = await run([
    'run',
    '--deny',
    '198.51.100.0/24',
    '--allow',
    '*',
    '--deny=unix:/run/x',
    '--',
    node,
    '-e',
    leave(9),
  ])
  expect(stderr).toContain(`because of: deny '198.51.100.0/24' (the command line)`)
})
test.each([
  [['--allow', 'https://a.test'], '--allow: "https://a.test" is not a rule: "https://" is none of'],
  [['--allow', '10.0.0.0/8', '--deny', '10.0.0.5'], `--deny: "10.0.0.5" is not a rule: it can never decide`],
])('%j is told before the command runs', async (rules, message) => {
  const { code, stdout, stderr } = await run(['run', ...rules, '--', 'echo', 'it runs'])
  expect({ code, stdout }).toEqual({ code: 125, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr).toContain('[BAD_RULE]')
})
test('rules of a network in a directory hold until the next command that gives some', async () => {
  const directory = path.join(base, 'kept')
  const tell = async (...args: string[]) =>
    (await run(['run', '--net', directory, ...args, '--', node, '-e', leave(9)])).stderr
  expect(await tell('--deny', '198.51.100.1')).toContain(`because of: deny '198.51.100.1' (the command line)`)
  expect(await tell()).toContain('because of: a rule that someone else has given')
  expect(await tell('--allow', '192.0.2.1')).toContain(`allow it: --allow '198.51.100.1:9'`)
  await run(['rm', directory])
})
