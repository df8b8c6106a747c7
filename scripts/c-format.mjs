import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'

/** Versions of clang-format disagree, so one is chosen: that of Debian 12. */
const version = 14
const generated = /(^|\/)(node_modules|build|dist)(\/|$)/

/** Why C cannot be formatted here; undefined when it can. */
export function explainNoClangFormat() {
  const { stdout, error } = spawnSync('clang-format', ['--version'], { encoding: 'utf8' })
  if (error) return 'clang-format is not installed'
  const found = stdout.match(/version (\d+)/)?.[1]
  return Number(found) === version ? undefined : `clang-format is version ${found}, not ${version}`
}

/** All C sources and headers of the repository. */
export function findCFiles() {
  return globSync('{packages,test,examples,bench}/**/*.{c,h}', { exclude: (file) => generated.test(file) }).sort()
}
