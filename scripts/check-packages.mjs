// Packs every package as it would be published and checks the tarballs with publint and
// @arethetypeswrong/cli (without node10, which knows no exports map and is no Node that we support).
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { runSteps } from './run-steps.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'socketwrap-packages-'))
try {
  const packed = spawnSync('pnpm', ['-r', '--filter', './packages/*', 'pack', '--pack-destination', folder], {
    encoding: 'utf8',
  })
  if (packed.status !== 0) throw new Error(`pnpm pack failed:\n${packed.stdout}${packed.stderr}`)
  runSteps(
    globSync(`${folder}/*.tgz`)
      .sort()
      .flatMap((tarball) => {
        const name = path.basename(tarball)
        return [
          { name: `publint ${name}`, command: ['publint', 'run', tarball, '--strict'] },
          { name: `attw ${name}`, command: ['attw', tarball, '--profile', 'node16'] },
        ]
      }),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
