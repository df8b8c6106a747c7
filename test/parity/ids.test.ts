import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { preloadPath } from '@socketwrap/native'
import { expect, test } from 'vitest'
import { findIdCases } from './case-file.ts'
import { commandOf } from './compile.ts'

const cases = findIdCases()
const library = join(dirname(preloadPath), 'libsocketwrap-identity.so')
const isRoot = process.getuid?.() === 0
const canBeOthers = isRoot && existsSync('/usr/bin/setpriv')

/** The kernel's answers to a real user, and ours to a program that believes to be that user. */
const users = [
  { name: 'root', ids: '0', groups: [4, 5], isReal: isRoot },
  { name: 'an ordinary user', ids: '1000', groups: [5, 1001], isReal: false },
]

for (const { id, title, path, ...file } of cases)
  for (const { name, ids, groups, isReal } of users)
    test.runIf(canBeOthers)(`${title}, for ${name} (${id})`, async () => {
      const command = await commandOf({ id, title, path, ...file })
      const kernel = run(asUser(Number(ids), groups, command))
      expect(kernel.length).toBeGreaterThan(2)
      const capabilities = isReal ? ` capabilities=${rootCapabilities()}` : ''
      const env = { SOCKET_WRAPPER_IDENTITY: `users=${ids} groups=${ids} others=${groups.join(':')}${capabilities}` }
      const believing = ['/usr/bin/env', `LD_PRELOAD=${library}`, ...command]
      expect(run(believing, env), 'really root').toEqual(kernel)
      expect(run(asUser(65_534, [], believing), env), 'really nobody').toEqual(kernel)
    })

function asUser(id: number, groups: number[], command: string[]): string[] {
  const others = groups.length > 0 ? `--groups=${groups.join(',')}` : '--clear-groups'
  return ['/usr/bin/setpriv', `--reuid=${id}`, `--regid=${id}`, others, ...command]
}

function run([program = '', ...args]: string[], env: NodeJS.ProcessEnv = {}): string[] {
  return execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env }, cwd: '/' }).split('\n')
}

/** Root in a container has not all of them. */
function rootCapabilities(): string {
  const status = readFileSync('/proc/self/status', 'utf8')
  const set = (name: string) => BigInt(`0x${new RegExp(`^Cap${name}:\\s*(\\w+)`, 'm').exec(status)?.[1]}`).toString(16)
  return [set('Prm'), set('Eff'), set('Inh'), set('Bnd')].join(':')
}
