import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const folder = join(import.meta.dirname, 'programs')
const builds = join(import.meta.dirname, '../node_modules/.cache/socketwrap-bench')
const compiler = process.env.CC || 'cc'
const flags = ['-std=c11', '-D_GNU_SOURCE', '-O2', '-g', '-pthread']
const warnings = ['-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-Werror']

const compiled = new Map<string, Promise<string>>()

/** Gives the path of programs/NAME.c as a program, which is compiled once for each content. */
export function compileProgram(name: string): Promise<string> {
  const known = compiled.get(name) ?? compile(name)
  compiled.set(name, known)
  return known
}

async function compile(name: string): Promise<string> {
  const sources = [join(folder, `${name}.c`), ...globSync(join(folder, 'shared/*.c')).sort()]
  const inputs = [...sources, ...globSync(join(folder, 'shared/*.h')).sort()].map((file) => readFileSync(file, 'utf8'))
  const hash = createHash('sha256')
    .update(JSON.stringify([compiler, flags, warnings, inputs]))
    .digest('hex')
  const program = join(builds, `${name}-${hash.slice(0, 16)}`)
  if (!existsSync(program)) {
    mkdirSync(builds, { recursive: true })
    const unfinished = `${program}.${process.pid}`
    await promisify(execFile)(compiler, [...flags, ...warnings, '-o', unfinished, ...sources])
    renameSync(unfinished, program)
  }
  return program
}
