import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)

/** The file that a runner runs; a runner with several projects may run it once for each. */
export interface TestFile {
  path: string
  /** The folder of the project, from which paths are counted and told. */
  root: string
  project?: string
}

/** A test, or a group of tests or a file whose hooks have failed. */
export interface RunnerTask {
  /** The same object at each try. */
  task: object
  /** Its name and what is around it, from the outside. */
  names: readonly string[]
  /** For each of the names, how many of its neighbours before it have the same one. */
  twins: readonly number[]
}

const longestFile = 40
const longestTest = 60

/**
 * Names the capture of a test, or of a whole file when there are no names: the same in each run, and safe on every
 * file system.
 */
export function captureName(file: TestFile, { names, twins }: Pick<RunnerTask, 'names' | 'twins'>): string {
  const whole = JSON.stringify([file.project ?? '', path.relative(file.root, file.path), names, twins])
  // Only captures need names, and most test files leave none.
  const { createHash } = require('node:crypto') as typeof import('node:crypto')
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 10)
  const base = path.basename(file.path).replace(/(\.(test|spec))?\.[cm]?[jt]sx?$/, '')
  const parts = [toWords(base, longestFile), toWords(names.join(' '), longestTest), hash]
  return `${parts.filter((part) => part !== '').join('-')}.pcapng`
}

function toWords(text: string, longest: number): string {
  const words = text.replaceAll(/[^\w]+/g, '-').replace(/^-+/, '')
  return words.slice(0, longest).replace(/-+$/, '')
}
