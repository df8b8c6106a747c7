import { execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { identityPath } from '@socketwrap/native'
import { expect, test } from 'vitest'

const [reference] = globSync('/usr/lib/*/libuid_wrapper.so')
const script = fileURLToPath(new URL('fixtures/wrapper_ids.py', import.meta.url))

function run(library: string, env: NodeJS.ProcessEnv, command: string[]): string {
  const [program = '', ...args] = command
  return execFileSync('/usr/bin/env', [`LD_PRELOAD=${library}`, program, ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  })
}

test.skipIf(reference === undefined && process.env.CI !== 'true')(
  'a program preloaded by hand with UID_WRAPPER_ROOT changes its ids as with libuid_wrapper.so',
  () => {
    const env = { UID_WRAPPER: '1', UID_WRAPPER_ROOT: '1' }
    const command = ['/usr/bin/python3', script]
    expect(run(identityPath, env, command)).toEqual(run(String(reference), env, command))
  },
)

test('the ids outlive exec, which libuid_wrapper.so forgets', () => {
  const become = 'import os; os.setgid(33); os.setuid(1000); os.execve("/bin/sh", ["sh", "-c", "id -u; id -g"], {})'
  const env = { UID_WRAPPER: '1', UID_WRAPPER_ROOT: '1' }
  expect(run(identityPath, env, ['/usr/bin/python3', '-c', become])).toBe('1000\n33\n')
})

test('without their variables a program has its real ids', () => {
  expect(run(identityPath, {}, ['/usr/bin/id'])).toBe(run('', {}, ['/usr/bin/id']))
})

test('with PRIV_WRAPPER calls that are disabled succeed and do nothing', () => {
  const code = 'import ctypes, os; print(ctypes.CDLL(None).chroot(b"/nonesuch"), os.path.exists("/bin"))'
  const env = { PRIV_WRAPPER: '1', PRIV_WRAPPER_CHROOT_DISABLE: '1' }
  expect(run(identityPath, env, ['/usr/bin/python3', '-c', code])).toBe('0 True\n')
})
