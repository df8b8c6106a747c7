import { createHash } from 'node:crypto'
import path from 'node:path'

/** The file that a runner runs; a runner with several projects may run it once for each. */
export interface TestFile {
  path: string
  project?: string
}

const longestFile = 40
const longestTest = 60

/**
 * Names the capture of a test, or of a whole file when there are no names: the same in each run, and safe on every
 * file system.
 *
 * @param names of the test and what is around it, from the outside
 * @param occurrence counts the tests of the file that have the same names
 */
export function captureName(file: TestFile, names: readonly string[], occurrence: number): string {
  const whole = JSON.stringify([file.project ?? '', file.path, names, occurrence])
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 10)
  const base = path.basename(file.path).replace(/(\.(test|spec))?\.[cm]?[jt]sx?$/, '')
  const parts = [toWords(base, longestFile), toWords(names.join(' '), longestTest), hash]
  return `${parts.filter((part) => part !== '').join('-')}.pcapng`
}

function toWords(text: string, longest: number): string {
  const words = text.replaceAll(/[^\w]+/g, '-').replace(/^-+/, '')
  return words.slice(0, longest).replace(/-+$/, '')
}
