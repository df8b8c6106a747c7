import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')

/** Runs Node as nobody. */
function asNobody(args: string[]) {
  const ids = ['--reuid=65534', '--regid=65534', '--clear-groups']
  const env = { ...process.env, HOME: '/tmp', SOCKETWRAP_NESTED: '1' }
  return spawnSync('setpriv', [...ids, process.execPath, ...args], { cwd: '/', env, encoding: 'utf8' })
}

const isNested = process.env.SOCKETWRAP_NESTED === '1'
const canBeNobody = process.getuid?.() === 0 && asNobody([vitest, '--version']).status === 0

// What root can do for a fake root hides nothing when an ordinary user can do it too.
test.runIf(!isNested && canBeNobody)(
  'all that programs with a user can do they can do when an ordinary user runs the tests',
  () => {
    const { status, stdout, stderr } = asNobody([
      vitest,
      'run',
      `--root=${root}`,
      '--configLoader=runner', // the other one writes into node_modules
      '--project=programs',
      'programs/identity/',
      'programs/accounts/',
    ])
    expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' })
    expect(stdout).toMatch(/Tests .*\d+ passed/)
  },
)
