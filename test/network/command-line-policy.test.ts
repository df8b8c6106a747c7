import { expect, test } from 'vitest'
import { runCommandLine as run } from './command-line.js'

const node = process.execPath
const leave = (port: number) =>
  `require('net').connect(${port}, '198.51.100.1').on('error', (e) => { console.log(e.code); process.exitCode = 3 })`

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
test.each([
  [['--allow', 'https://a.test'], '--allow: "https://a.test" is not a rule: "https://" is none of'],
  [['--allow', '10.0.0.0/8', '--deny', '10.0.0.5'], `--deny: "10.0.0.5" is not a rule: it can never decide`],
])('%j is told before the command runs', async (rules, message) => {
  const { code, stdout, stderr } = await run(['run', ...rules, '--', 'echo', 'it runs'])
  expect({ code, stdout }).toEqual({ code: 125, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr).toContain('[BAD_RULE]')
})
