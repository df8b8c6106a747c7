// Installs the packed tarballs in FOLDER into an empty project, as a person would who has no compiler,
// and proves there that both module systems load them and that a network works.
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const tarballs = globSync(`${process.argv[2]}/*.tgz`).filter((file) => !file.includes('environment'))
const project = realpathSync(mkdtempSync(path.join(tmpdir(), 'socketwrap-install-')))
try {
  writeFileSync(path.join(project, 'package.json'), '{ "private": true }')
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...tarballs])
  run('node', ['-e', `if (!require('socketwrap').createNetwork) process.exit(1)`])
  run('node', [
    '--input-type=module',
    '-e',
    `import { createNetwork } from 'socketwrap'; await (await createNetwork()).close()`,
  ])
  const preload = run('node', ['-p', `require('@socketwrap/native').preloadPath`]).trim()
  if (!preload.startsWith(project)) throw new Error(`the installed package uses ${preload}`)
  console.log(run('node_modules/.bin/socketwrap', ['doctor']))
} finally {
  rmSync(project, { recursive: true, force: true })
}

function run(program, args) {
  return execFileSync(program, args, { cwd: project, encoding: 'utf8' })
}
