import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findMissing } from './missing-programs.ts'
import { describeMode, mode } from './modes.ts'
import { runProject } from './run-project.ts'

const runs = [
  { ...mode('vitest5', '--pool', 'threads'), project: '../../examples/vitest-redis' },
  { ...mode('vitest5', '--pool', 'vmForks'), project: '../../examples/vitest-udp' },
  { ...mode('jest30', '-i'), project: '../../examples/jest-nginx' },
]
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'no-real-sockets-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(findMissing('strace', 'redis-server', 'nginx', 'curl', 'python3'))(
  'no process of a run makes a real IP socket',
  () => {
    for (const run of runs)
      test(`${run.project}, ${describeMode(run)}`, async () => {
        const log = join(folder, run.runner)
        const wrapper = ['strace', '-f', '-qq', '-e', 'trace=socket,bind,connect,sendto,sendmsg,sendmmsg', '-o', log]
        const { exitCode, output } = await runProject({ ...run, wrapper })
        expect(exitCode, output).toBe(0)
        const lines = readFileSync(log, 'utf8').split('\n')
        expect(lines.filter((line) => line.includes('AF_UNIX')).length).toBeGreaterThan(10)
        expect(lines.filter((line) => /AF_INET|AF_PACKET/.test(line))).toEqual([])
      })
  },
)
