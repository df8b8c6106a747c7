import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const session = fileURLToPath(new URL('fixtures/busy-session.mjs', import.meta.url))
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'no-real-sockets-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a session with servers, clients and datagrams makes no real IP socket', () => {
  const log = path.join(folder, 'strace')
  const calls = 'trace=socket,socketpair,bind,connect,sendto,sendmsg,sendmmsg,io_uring_setup'
  const run = spawnSync('strace', ['-f', '-qq', '-e', calls, '-o', log, process.execPath, session], {
    encoding: 'utf8',
  })
  expect(run.stderr).toBe('')
  expect(run.stdout).toBe('fetch: hello, datagram: ping, curl: hello, python: 200\n')

  const lines = readFileSync(log, 'utf8').split('\n')
  expect(lines.filter((line) => /AF_UNIX/.test(line)).length).toBeGreaterThan(10)
  expect(lines.filter((line) => /AF_INET|AF_PACKET/.test(line))).toEqual([])
})
