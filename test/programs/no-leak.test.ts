import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect } from 'vitest'
import { leftBehind } from './setting/left-behind.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('strace', 'curl', 'python3')
const calls = 'trace=network'
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'no-leak-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('servers, clients and datagrams of a test process make no real IP socket', async () => {
  const { stdout, trace } = runTraced('busy-session.mjs')
  expect(stdout).toBe('fetch: hello, datagram: ping, curl: hello, python: 200\n')
  expectNoRealSocket(trace)
})

test('real programs of many kinds make no real IP socket, and nothing is left of their network', async () => {
  const { stdout, trace } = runTraced('program-session.mjs', folder)
  const expected = {
    redis: 'PONG',
    nginx: 'test',
    memcached: 'VERSION',
    dnsmasq: '203.0.113.7',
    haproxy: 'test',
    sshd: 'test',
    python: '200',
    nc: 'from nc',
    node: 'cluster',
    nobody: '7',
  }
  const got = Object.fromEntries([...stdout.matchAll(/^(\w+): (.*)$/gm)].map(([, name, result]) => [name, result]))
  for (const [name, result] of Object.entries(expected))
    if (process.env.CI === 'true' || !(got[name] ?? '').startsWith('no')) expect.soft(got[name], name).toBe(result)
  expectNoRealSocket(trace)
  const [directory, id] = (got.network ?? '').split(' ') as [string, string]
  expect(id).toMatch(/^[0-9a-f]{12}$/)
  expect(leftBehind({ directory, id })).toEqual([])
})

/** Runs a session, and gives what it printed and its system calls, one a line. */
function runTraced(session: string, ...args: string[]): { stdout: string; trace: string[] } {
  const log = path.join(folder, `${session}.strace`)
  const file = fileURLToPath(new URL(`fixtures/${session}`, import.meta.url))
  const traced = ['-f', '--seccomp-bpf', '-qq', '-e', calls, '-o', log, process.execPath, file, ...args]
  const { status, stdout, stderr } = spawnSync('strace', traced, { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  return { stdout, trace: readFileSync(log, 'utf8').split('\n') }
}

function expectNoRealSocket(trace: string[]): void {
  expect(trace.filter((line) => /socket\(AF_UNIX/.test(line)).length).toBeGreaterThan(10)
  expect(
    trace.filter((line) => /(socket|socketpair)\((AF_INET|AF_INET6|AF_PACKET),|sa_family=AF_INET/.test(line)),
  ).toEqual([])
}
