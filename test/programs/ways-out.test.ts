import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect } from 'vitest'
import { compile } from '../native/compile.js'
import { findProgram } from './setting/find-program.js'
import { requireProgram, requireRoot } from './setting/program-test.js'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))
const session = path.join(fixtures, 'ways-out-session.mjs')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ways-out-'))
  if (findProgram('gcc')) compile('static_client', path.join(folder, 'static'), ['-static'], fixtures)
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
  mptcp: 'EPROTONOSUPPORT',
  vsock: 'EAFNOSUPPORT',
  io_uring: 'ENOSYS',
  'fast open': 'EPIPE',
  'again bind': 'EADDRNOTAVAIL',
  'again listen': 'EADDRNOTAVAIL',
}
const ways = 41
const waysOfStatic = 15

requireProgram('strace', 'python3')(
  'what is not allowed does not reach the kernel, whoever tries it and how',
  async () => {
    const log = path.join(folder, 'strace')
    const calls = 'trace=network'
    const traced = ['-f', '--seccomp-bpf', '-qq', '-e', calls, '-o', log, process.execPath, session]
    const { status, stdout, stderr } = spawnSync('strace', traced, { encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    expectEachRefused(stdout, ways)
    const lines = readFileSync(log, 'utf8').split('\n')
    expect(lines.filter((line) => line.includes('192.0.2.') || line.includes('2001:db8'))).toEqual([])
    const refused = /socket\((AF_(PACKET|VSOCK)|AF_INET6?, (SOCK_RAW|\w+(\|\w+)*, IPPROTO_(ICMP|SCTP|MPTCP|UDPLITE)))/
    expect(lines.filter((line) => refused.test(line))).toEqual([])
    // What is allowed does reach it.
    expect(lines.filter((line) => /connect\(.*AF_INET,.*127\.0\.0\.1/.test(line)).length).toBeGreaterThan(10)
  },
)

const places = [
  ['what dynamic programs', [], ways],
  // By itself such a program asks the kernel, which asks its supervisor; strace would see the question.
  ['what static programs', ['static'], waysOfStatic],
] as const

for (const [who, programs, count] of places)
  requireRoot(
    'unshare',
    'ip',
    'python3',
    'gcc',
  )(`the kernel counts nothing of ${who} were to send elsewhere`, async () => {
    // In a namespace without a route the kernel counts what it cannot send, and nothing else runs there.
    const args = programs.map((name) => path.join(folder, name)).join(' ')
    const run = `ip link set lo up; "$NODE" "$SESSION" ${args} && cat /proc/net/snmp /proc/net/snmp6`
    const stdout = inEmptyNamespace(run)
    const end = stdout.indexOf('\n')
    expectEachRefused(stdout.slice(0, end), count)
    expect(countOutside(stdout.slice(end))).toEqual({ v4: 0, v6: 0 })
  })

requireRoot(
  'unshare',
  'ip',
  'python3',
)('the same counter sees what the kernel is asked to send', async () => {
  const control = `
import os, socket
# While lo is down no way leads even to the loopback.
for kind in socket.SOCK_STREAM, socket.SOCK_DGRAM:
    assert socket.socket(socket.AF_INET, kind).connect_ex(('127.0.0.1', 80)) == 101
assert os.system('ip link set lo up') == 0
receiver = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
receiver.bind(('::1', 0))
for text in b'one', b'two':
    receiver.sendto(text, receiver.getsockname())`
  const stdout = inEmptyNamespace(`python3 -c "$CONTROL" && cat /proc/net/snmp /proc/net/snmp6`, { CONTROL: control })
  expect(countOutside(stdout)).toEqual({ v4: 2, v6: 2 })
})

function expectEachRefused(stdout: string, count: number): void {
  const { test, started, programs, notices } = JSON.parse(stdout) as {
    test: Record<string, string>
    started: number[]
    programs: Record<string, string[]>
    notices: { destination: string }[]
  }
  expect(new Set(Object.values(test))).toEqual(new Set(['ENETUNREACH']))
  for (const status of started) expect(status).toBe(constants.errno.ENETUNREACH)
  for (const [name, lines] of Object.entries(programs)) {
    const codes = lines.map((line) => line.split(': ') as [string, string])
    expect(codes.length, name).toBe(count)
    for (const [way, code] of codes)
      expect.soft(code, `${name}: ${way}`).toBe(others[way.replace(/^static /, '')] ?? 'ENETUNREACH')
  }
  const told = notices.filter(({ destination }) => /192\.0\.2\.7|2001:db8::7/.test(destination))
  expect(told.length).toBeGreaterThan(count)
}

function inEmptyNamespace(command: string, env: Record<string, string> = {}): string {
  const guarded = `set -e; if grep -v Iface /proc/net/route; then exit 1; fi; ${command}`
  return execFileSync('unshare', ['--net', 'sh', '-c', guarded], {
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, SESSION: session, ...env },
  })
}

/** What programs asked the kernel to send, and no route leads there; over IPv6 also what a route led to. */
function countOutside(text: string): { v4: number; v6: number } {
  const [names, values] = text.split('\n').filter((line) => line.startsWith('Ip:')) as [string, string]
  const v4 = values.split(' ')[names.split(' ').indexOf('OutNoRoutes')]
  const v6 = ['NoRoutes', 'Requests'].map((name) => new RegExp(`^Ip6Out${name}\\s+(\\d+)$`, 'm').exec(text)?.[1])
  return { v4: Number(v4), v6: Number(v6[0]) + Number(v6[1]) }
}
