import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { identityPath } from '@socketwrap/native'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'sw-accounts-'))
const [reference] = globSync('/usr/lib/*/libnss_wrapper.so')

afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}
const accounts = {
  NSS_WRAPPER_PASSWD: file(
    'passwd',
    `root:x:0:0:root:/root:/bin/sh
alice:secret:1000:1000:Alice A.,,,:/home/alice:/bin/bash
bob:x:1001:2000::/home/bob:
`,
  ),
  NSS_WRAPPER_GROUP: file('group', 'root:x:0:\nalice:x:1000:\ndevs:x:2000:alice,bob\nmore:x:2001:bob,alice\n'),
}
const shadow = {
  NSS_WRAPPER_SHADOW: file('shadow', 'root:*:19000:0:99999:7:::\nalice:$6$salt$hash:19000:0:99999:7:::\n'),
}
const hostName = { NSS_WRAPPER_HOSTNAME: 'me.cwrap.org' }

function ask(library: string, env: NodeJS.ProcessEnv): string[] {
  const script = fileURLToPath(new URL('fixtures/wrapper_accounts.py', import.meta.url))
  return execFileSync('/usr/bin/python3', [script], {
    env: { PATH: process.env.PATH, LD_PRELOAD: library, ...env },
    encoding: 'utf8',
  }).split('\n')
}

/** What is not there libnss_wrapper.so gives as an error. */
const isOfSomebody = (line: string) => !/^get\w+ (nobody-of-them|ali)? /.test(line) && !line.startsWith('getspnam bob ')

test.skipIf(reference === undefined && process.env.CI !== 'true')(
  'a program preloaded by hand finds in NSS_WRAPPER_PASSWD, _GROUP, _SHADOW and _HOSTNAME what it finds with libnss_wrapper.so',
  () => {
    const env = { ...accounts, ...shadow, ...hostName }
    const [ours, theirs] = [identityPath, String(reference)].map((library) => ask(library, env).filter(isOfSomebody))
    expect(ours).toEqual(theirs)
  },
)
test('nobody is found as libc finds nobody: it is no error, and errno stays', () => {
  const nobody = (lines: string[]) => lines.filter((line) => !isOfSomebody(line))
  const ours = nobody(ask(identityPath, { ...accounts, ...shadow }))
  expect(ours).toHaveLength(16)
  expect(ours).toEqual(nobody(ask('', {})))
})
test.skipIf(!existsSync('/usr/bin/pamtester') && process.env.CI !== 'true')(
  'a program preloaded by hand takes the services of PAM from PAM_WRAPPER_SERVICE_DIR',
  () => {
    file('open', 'auth required pam_permit.so\n')
    file('shut', 'auth required pam_deny.so\n')
    const ask = (service: string, wrapper: string) =>
      spawnSync('/usr/bin/pamtester', [service, 'root', 'authenticate'], {
        env: { LD_PRELOAD: identityPath, PAM_WRAPPER: wrapper, PAM_WRAPPER_SERVICE_DIR: folder },
        input: '',
      }).status
    expect([ask('open', '1'), ask('shut', '1')]).toEqual([0, 1])
    expect(ask('open', '0')).toBe(1)
  },
)
test('without their variables a program sees the accounts and the name of the machine', () => {
  const { NSS_WRAPPER_PASSWD } = accounts
  const ofMachine = ask('', {})
  expect(ask(identityPath, {})).toEqual(ofMachine)
  // Users count together with groups only, as nss_wrapper(1) says.
  expect(ask(identityPath, { NSS_WRAPPER_PASSWD })).toEqual(ofMachine)
})
