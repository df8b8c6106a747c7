import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect } from 'vitest'
import { requireProgram, requireRoot } from './setting/program-test.js'

const session = fileURLToPath(new URL('fixtures/ways-out-session.mjs', import.meta.url))
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ways-out-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Whoever tries is told that the network cannot be reached, but for sockets that there are not. */
const others: Record<string, string> = {
  raw4: 'EPERM',
  raw6: 'EPERM',
  'raw udp': 'EPERM',
  ping: 'EACCES',
  packet: 'EPERM',
  sctp: 'EPROTONOSUPPORT',
  'fast open': 'EPIPE',
  'again bind': 'EADDRNOTAVAIL',
  'again listen': 'EADDRNOTAVAIL',
}
const ways = 34

requireProgram('strace', 'python3')(
  'what is not allowed does not reach the kernel, whoever tries it and how',
  async () => {
    const log = path.join(folder, 'strace')
    const traced = ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=network', '-o', log, process.execPath, session]
    const { status, stdout, stderr } = spawnSync('strace', traced, { encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    expectEachRefused(stdout)
    const lines = readFileSync(log, 'utf8').split('\n')
    expect(lines.filter((line) => line.includes('192.0.2.') || line.includes('2001:db8'))).toEqual([])
    expect(
      lines.filter((line) => /socket\((AF_PACKET|AF_INET6?, (SOCK_RAW|\w+(\|\w+)*, IPPROTO_(ICMP|SCTP)))/.test(line)),
    ).toEqual([])
    // What is allowed does reach it.
    expect(lines.filter((line) => /connect\(.*AF_INET,.*127\.0\.0\.1/.test(line)).length).toBeGreaterThan(10)
  },
)

requireRoot(
  'unshare',
  'ip',
  'python3',
)('the kernel counts nothing that it was to send elsewhere', async () => {
  // In a namespace without a route the kernel counts what it cannot send, and nothing else runs there.
  const stdout = inEmptyNamespace(`"$NODE" "$SESSION" && cat /proc/net/snmp /proc/net/snmp6`)
  const end = stdout.indexOf('\n')
  expectEachRefused(stdout.slice(0, end))
  expect(countUnroutable(stdout.slice(end))).toEqual({ v4: 0, v6: 0 })
})

requireRoot(
  'unshare',
  'ip',
  'python3',
)('the same counter sees what the kernel is asked to send', async () => {
  const control = `
import socket
for family, host in (socket.AF_INET, '192.0.2.7'), (socket.AF_INET6, '2001:db8::7'):
    assert socket.socket(family, socket.SOCK_STREAM).connect_ex((host, 80)) == 101
    assert socket.socket(family, socket.SOCK_DGRAM).connect_ex((host, 80)) == 101`
  const stdout = inEmptyNamespace(`python3 -c "$CONTROL" && cat /proc/net/snmp /proc/net/snmp6`, { CONTROL: control })
  expect(countUnroutable(stdout)).toEqual({ v4: 2, v6: 2 })
})

function expectEachRefused(stdout: string): void {
  const { test, programs, notices } = JSON.parse(stdout) as {
    test: Record<string, string>
    programs: Record<string, string[]>
    notices: { destination: string }[]
  }
  expect(new Set(Object.values(test))).toEqual(new Set(['ENETUNREACH']))
  for (const [name, lines] of Object.entries(programs)) {
    const codes = lines.map((line) => line.split(': ') as [string, string])
    expect(codes.length, name).toBe(ways)
    for (const [way, code] of codes) expect.soft(code, `${name}: ${way}`).toBe(others[way] ?? 'ENETUNREACH')
  }
  const told = notices.filter(({ destination }) => /192\.0\.2\.7|2001:db8::7/.test(destination))
  expect(told.length).toBeGreaterThan(100)
}

function inEmptyNamespace(command: string, env: Record<string, string> = {}): string {
  const guarded = `set -e; if grep -v Iface /proc/net/route; then exit 1; fi; ip link set lo up; ${command}`
  return execFileSync('unshare', ['--net', 'sh', '-c', guarded], {
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, SESSION: session, ...env },
  })
}

/** The kernel's OutNoRoutes: what programs asked it to send, and no route leads there. */
function countUnroutable(text: string): { v4: number; v6: number } {
  const [names, values] = text.split('\n').filter((line) => line.startsWith('Ip:')) as [string, string]
  const v4 = values.split(' ')[names.split(' ').indexOf('OutNoRoutes')]
  const v6 = /^Ip6OutNoRoutes\s+(\d+)$/m.exec(text)?.[1]
  return { v4: Number(v4), v6: Number(v6) }
}
