import { beforeEach, expect, test } from 'vitest'
import type { NativeNetwork, Notice } from '@socketwrap/native'
import { CallerLog } from '../../packages/socketwrap/src/callers/caller-log.ts'
import { BlockedTests, type OnBlocked } from '../../packages/socketwrap/src/environment/blocked-tests.ts'
import { BlockedLog } from '../../packages/socketwrap/src/policy/blocked/blocked-log.ts'
import { NetworkPolicy } from '../../packages/socketwrap/src/policy/network-policy.ts'

let notices: Notice[]
let warnings: string[]
let log: BlockedLog
beforeEach(() => {
  notices = []
  warnings = []
  const native = { notices: (after) => notices.filter(({ sequence }) => sequence > (after ?? 0)) } as NativeNetwork
  const policy = new NetworkPolicy(
    () => native,
    () => [],
  )
  log = new BlockedLog(() => native, policy, new CallerLog())
})

const watch = (onBlocked: OnBlocked = 'fail') => new BlockedTests(log, onBlocked, (message) => warnings.push(message))
const tasks = Object.fromEntries(
  ['a', 'b', 'c'].map((name) => [name, { task: {}, names: ['group', name], twins: [0] }]),
)
const [a, b, c] = [tasks.a!, tasks.b!, tasks.c!]

function leave(port: number, kind: Notice['kind'] = 'blocked'): void {
  const sequence = notices.length + 1
  const destination = `192.0.2.9:${port}`
  const who = { pid: 1, host: 'test', program: 'node', command: 'node' }
  notices.push({
    sequence,
    kind,
    destination,
    ...who,
    timeMs: 0,
    protocol: 'tcp',
    name: '',
    rule: -1,
    errno: '',
    reason: '',
  })
}

const portsIn = (error: Error | undefined) =>
  [...(error?.message ?? '').matchAll(/blocked to tcp .*:(\d+):/g)].map(([, port]) => Number(port))

test('a test answers for what happened while it ran, and the file for the rest', () => {
  const tests = watch()
  leave(1)
  tests.startTest(a)
  leave(2)
  leave(3, 'refused')
  const error = tests.endTest(a)
  expect(error).toMatchObject({
    code: 'BLOCKED',
    message: expect.stringMatching(/^"group > a" tried to leave the network/),
  })
  expect(portsIn(error)).toEqual([2])
  tests.startTest(b)
  expect(tests.endTest(b)).toBeUndefined()
  leave(4)
  expect(portsIn(tests.endFile())).toEqual([1, 4])
  expect(tests.endFile()).toBeUndefined()
})
test('tests that run at the same time answer for what happened while they ran', () => {
  const tests = watch()
  tests.startTest(a)
  leave(1)
  tests.startTest(b)
  leave(2)
  tests.startTest(c)
  const ofA = tests.endTest(a)
  expect(ofA?.message).toMatch(/^"group > a", or a test that ran at the same time, tried/)
  expect(portsIn(ofA)).toEqual([1, 2])
  leave(3)
  expect(portsIn(tests.endTest(c))).toEqual([3])
  const ofB = tests.endTest(b)
  expect(ofB?.message).toMatch(/^"group > b", or/)
  expect(portsIn(ofB)).toEqual([2, 3])
  expect(tests.endFile()).toBeUndefined()
})
test('a test that has failed anyway is not told twice', () => {
  const tests = watch()
  tests.startTest(a)
  leave(1)
  expect(tests.endTest(a, false)).toBeUndefined()
  expect(tests.endFile()).toBeUndefined()
})
test('what a report has shown is not told again', () => {
  const tests = watch()
  leave(1)
  leave(2)
  tests.startTest(a)
  leave(3)
  tests.forget(1)
  expect(portsIn(tests.endTest(a))).toEqual([3])
  expect(portsIn(tests.endFile())).toEqual([1])
})
test('what the test has taken note of is nothing to fail for', () => {
  const tests = watch()
  tests.startTest(a)
  leave(1)
  log.take()
  expect(tests.endTest(a)).toBeUndefined()
})
test('a warning is printed, or nothing is', () => {
  const warning = watch('warn')
  warning.startTest(a)
  leave(1)
  expect(warning.endTest(a)).toBeUndefined()
  expect(warnings).toEqual([expect.stringContaining('192.0.2.9:1')])
  const ignoring = watch('ignore')
  leave(2)
  expect(ignoring.endFile()).toBeUndefined()
  expect(warnings).toHaveLength(1)
})
test('a test that tries a lot has a message of bounded length', () => {
  const tests = watch()
  tests.startTest(a)
  for (let port = 1; port <= 30; port++) leave(port)
  const error = tests.endTest(a)
  expect(portsIn(error)).toHaveLength(20)
  expect(error?.message).toContain('… and 10 more')
})
