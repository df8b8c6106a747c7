import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'

/** One program of the catalogue: it prints what it observes, line by line. */
export interface CaseFile {
  /** Family and behaviour, as in `connect/refused`. */
  id: string
  /** The behaviour in the user's words: the first line of the file. */
  title: string
  path: string
  language: 'c' | 'mjs' | 'py'
  source: string
  /** What the compiler gets beside the usual flags: the line `// flags: …`. */
  flags: string[]
}

const root = join(import.meta.dirname, 'cases')

/** All cases, in order of family and name, but those of ids. */
export function findCases(): CaseFile[] {
  return allCases().filter(({ id }) => !id.startsWith('ids/'))
}

/** Those that are run as users, see ids.test.ts. */
export function findIdCases(): CaseFile[] {
  return allCases().filter(({ id }) => id.startsWith('ids/'))
}

function allCases(): CaseFile[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.(c|mjs|py)$/.test(file))
    .toSorted()
    .map(readCase)
}

function readCase(file: string): CaseFile {
  const path = join(root, file)
  const source = readFileSync(path, 'utf8')
  const title = /^(?:\/\*|\/\/|#) (.*?)(?: \*\/)?\n/.exec(source)?.[1]
  if (title === undefined) throw new Error(`${path} does not begin with a comment that holds its title`)
  return {
    id: `${dirname(file)}/${basename(file, extname(file))}`,
    title,
    path,
    language: extname(file).slice(1) as CaseFile['language'],
    source,
    flags: /^\/\/ flags: (.*)$/m.exec(source)?.[1]?.split(' ') ?? [],
  }
}
