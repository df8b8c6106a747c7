import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspectProgram } from '@socketwrap/native'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { makeNetwork, removeNetwork, runOn } from './network.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sw-refused-'))
chmodSync(folder, 0o755)
const file = (name: string) => path.join(folder, name)
const network = makeNetwork()
const isRoot = process.getuid?.() === 0
const go = ['/usr/bin/go', '/usr/local/go/bin/go'].find((candidate) => existsSync(candidate))

beforeAll(() => {
  compile('launch', file('launch'))
  compile('become', file('become'))
  compile('empty', file('dynamic'))
  compile('empty', file('static'), ['-static'])
  compile('where', file('static-where'), ['-static'])
  compile('empty', file('static-pie'), ['-static-pie'])
  compile('empty', file('musl'), ['-Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1'])
  compile('empty', file('bionic'), ['-Wl,--dynamic-linker=/system/bin/linker64'])
  const other = readFileSync(file('dynamic'))
  other.writeUInt16LE(0xf3, 18) // EM_RISCV
  writeFileSync(file('riscv'), other, { mode: 0o755 })
  other.writeUInt8(1, 4) // ELFCLASS32
  writeFileSync(file('narrow'), other, { mode: 0o755 })
  const script = (name: string, line: string) => writeFileSync(file(name), `${line}\necho hello\n`, { mode: 0o755 })
  script('sh-script', '#!/bin/sh')
  script('env-script', '#!/usr/bin/env -S sh -e')
  script('static-script', `#! ${file('static')} argument`)
  script('script-script', `#!${file('sh-script')}`)
  script('endless-script', `#!${file('endless-script')}`)
  script('lost-script', '#!/no/such/interpreter')
  writeFileSync(file('go.go'), 'package main\nfunc main() {}\n')
})

afterAll(() => {
  removeNetwork(network)
  rmSync(folder, { recursive: true })
})

function buildGo(cgo: string, flags: string[]) {
  const env = { ...process.env, CGO_ENABLED: cgo }
  execFileSync(go as string, ['build', ...flags, '-o', file('go'), file('go.go')], { env })
  return inspectProgram(file('go')).kind
}

describe('a program is looked at', () => {
  const cases: [string, string, RegExp | '', string?][] = [
    ['dynamic', 'glibc', '', 'preload'],
    ['static', 'static', /statically linked/, 'supervise'],
    ['static-pie', 'static', /statically linked/, 'supervise'],
    ['musl', 'musl', /musl/, 'supervise'],
    ['bionic', 'foreign', /another processor, word size or system/],
    ['riscv', 'foreign', /another processor, word size or system/],
    ['narrow', 'foreign', /another processor, word size or system/],
    ['sh-script', 'script', '', 'preload'],
    ['env-script', 'script', '', 'preload'],
    ['script-script', 'script', '', 'preload'],
    ['static-script', 'static', /it is a script for .*\/static, and it is statically linked/, 'supervise'],
    ['endless-script', 'not-executable', /Too many levels/],
    ['lost-script', 'not-executable', /No such file/],
    ['missing', 'not-executable', /No such file/],
    ['go.go', 'not-executable', /Permission denied/],
  ]
  test.for(cases)('%s is %s', ([name, kind, reason, via = 'none']) => {
    const inspection = inspectProgram(file(name))
    expect(inspection).toMatchObject({ kind, path: file(name), supported: via !== 'none', via })
    expect(inspection.reason).toMatch(reason)
  })

  test('libc itself and the loader can be entered', () => {
    expect(inspectProgram('/lib/x86_64-linux-gnu/libc.so.6').kind).toBe('glibc')
    expect(inspectProgram('/lib64/ld-linux-x86-64.so.2').kind).toBe('glibc')
  })

  test.runIf(go)('a Go program is one, static or not, stripped or not', () => {
    expect(buildGo('0', [])).toBe('go')
    expect(buildGo('0', ['-ldflags=-s -w -buildid='])).toBe('go')
    expect(buildGo('1', ['-buildmode=pie', '-ldflags=-linkmode=external'])).toBe('go')
  })
})

const run = (name: string, ...args: string[]) => runOn(network, 'db', file(name), args)
const onlyPreload = { env: { SOCKET_WRAPPER_VIA: 'preload' } }
const runPreloaded = (name: string, ...args: string[]) => runOn(network, 'db', file(name), args, onlyPreload)

const ways = [
  'execve',
  'execvp',
  'posix_spawn',
  'posix_spawnp',
  'posix_spawn-chdir',
  'fexecve',
  'execveat',
  'execveat-fd',
  'syscall',
  'vfork',
]

describe('a program that cannot be preloaded', () => {
  test.for(ways)('is supervised when %s starts it', async (way) => {
    const { code, stdout, stderr } = await runOn(network, 'test', file('launch'), [way, file('static-where')])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'inside test\n', stderr: '' })
  })
})

describe('a program that cannot be preloaded, where nothing else may be done', () => {
  test('is refused with one line and a notice, both naming it', async () => {
    const { code, stdout, stderr } = await runPreloaded('launch', 'execve', file('static'))
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'EACCES\n' })
    expect(stderr).toBe(
      `socketwrap: cannot run ${file('static')} on this network: it is statically linked, so no library can be loaded ` +
        'into it. Use a dynamically linked build for glibc, or let it run outside of the network with ' +
        'SOCKET_WRAPPER_UNSUPPORTED=allow.\n',
    )
    expect(network.notices().at(-1)).toMatchObject({
      kind: 'unsupported',
      host: 'db',
      program: 'launch',
      destination: file('static'),
      errno: 'EACCES',
      reason: expect.stringContaining('statically linked'),
    })
  })

  test.for(['execvp', 'posix_spawn', 'posix_spawnp', 'posix_spawn-chdir', 'fexecve', 'execveat-fd', 'vfork'])(
    'is refused by %s',
    async (way) => {
      const { stdout, stderr } = await runPreloaded('launch', way, file('static'))
      expect(stdout).toBe(way === 'vfork' ? '' : 'EACCES\n')
      expect(stderr).toMatch(/^socketwrap: cannot run \S*static on this network: [^\n]*\n$/)
    },
  )

  test('is refused to a shell and to Python', async () => {
    const shell = await runOn(network, 'db', '/bin/sh', ['-c', file('static')], onlyPreload)
    expect(shell.stderr).toContain('it is statically linked')
    expect(shell.code).toBe(126)
    const python = await runOn(
      network,
      'db',
      'python3',
      ['-c', `import os; os.execv('${file('static')}', ['x'])`],
      onlyPreload,
    )
    expect(python.stderr).toContain('PermissionError')
  })

  test('runs when that is allowed, by the environment of the parent or of the call', async () => {
    const options = { env: { ...onlyPreload.env, SOCKET_WRAPPER_UNSUPPORTED: 'allow' } }
    expect(await runOn(network, 'db', file('launch'), ['execve', file('static')], options)).toMatchObject({ code: 0 })
    const script = `SOCKET_WRAPPER_UNSUPPORTED=allow ${file('static')}`
    expect(await runOn(network, 'db', '/bin/sh', ['-c', script], onlyPreload)).toMatchObject({ code: 0, stderr: '' })
  })
})

describe.runIf(isRoot)('set-user-ID programs', () => {
  beforeAll(() => {
    compile('empty', file('setuid'))
    chmodSync(file('setuid'), 0o4755)
    compile('empty', file('hidden'))
    chmodSync(file('hidden'), 0o711)
  })

  test('run for root, whom they change nothing', async () => {
    expect(await run('launch', 'execve', file('setuid'))).toMatchObject({ code: 0, stderr: '' })
  })

  test('are refused to everybody else', async () => {
    const { stdout, stderr } = await run('become', 'setuid', '65534', file('setuid'))
    expect(stdout).toBe('EACCES\n')
    expect(stderr).toContain('with other privileges')
  })

  test('any program is refused to a process whose effective user is not its real one', async () => {
    const { stdout, stderr } = await run('become', 'seteuid', '65534', file('dynamic'))
    expect(stdout).toBe('EACCES\n')
    expect(stderr).toContain('with other privileges')
  })

  test('a program that may be executed but not read is refused', async () => {
    const { stdout, stderr } = await run('become', 'setuid', '65534', file('hidden'))
    expect(stdout).toBe('EACCES\n')
    expect(stderr).toContain('cannot be checked')
  })
})
