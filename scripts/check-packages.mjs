// Packs every package as it would be published and checks the tarballs with publint and
// @arethetypeswrong/cli (without node10, which knows no exports map and is no Node that we support).
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runSteps } from './run-steps.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'socketwrap-packages-'))
try {
  run('pnpm', [
    '-r',
    '--filter',
    './packages/*',
    '--filter',
    '!@socketwrap/native',
    'pack',
    '--pack-destination',
    folder,
  ])
  run('node', ['scripts/pack-native.mjs', folder])
  const tarballs = globSync(`${folder}/*.tgz`).sort()
  const withoutCode = tarballs.filter((tarball) => path.basename(tarball).startsWith('socketwrap-linux-'))
  runSteps([
    ...tarballs.map((tarball) => ({
      name: `publint ${path.basename(tarball)}`,
      command: ['publint', 'run', tarball, '--strict'],
    })),
    ...tarballs
      .filter((tarball) => !withoutCode.includes(tarball))
      .map((tarball) => ({
        name: `attw ${path.basename(tarball)}`,
        command: ['attw', tarball, '--profile', 'node16'],
      })),
    { name: 'install', command: ['node', 'scripts/check-install.mjs', folder] },
  ])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error })
}
