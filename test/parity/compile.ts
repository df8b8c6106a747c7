import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { CaseFile } from './case-file.ts'

const folder = import.meta.dirname
const builds = join(folder, '../../node_modules/.cache/socketwrap-parity')
const headers = readdirSync(folder)
  .filter((file) => file.endsWith('.h'))
  .map((file) => readFileSync(join(folder, file), 'utf8'))
const usualFlags = ['-std=c11', '-Wall', '-Wextra', '-Wshadow', '-Werror', '-O1', '-g']

// Static programs are large; a static glibc warns of getaddrinfo(), which wants its shared libraries at run time.
const staticFlags = ['-static', '-Wl,-s,--no-warnings']

/** The command that runs a case. C is compiled once for each content, headers and flags. */
export async function commandOf(file: CaseFile): Promise<string[]> {
  return await commandWith(file, usualFlags)
}

/** The same with a program that has its libc in it, where C can be built so. */
export async function staticCommandOf(file: CaseFile): Promise<string[]> {
  const isDynamic = file.flags.some((flag) => flag.startsWith('-fsanitize'))
  return await commandWith(file, isDynamic ? usualFlags : [...usualFlags, ...staticFlags])
}

async function commandWith(file: CaseFile, compilerFlags: string[]): Promise<string[]> {
  if (file.language === 'mjs') return [process.execPath, file.path]
  if (file.language === 'py') return ['python3', file.path]
  const flags = [...compilerFlags, ...file.flags]
  const hash = createHash('sha256')
    .update(JSON.stringify([headers, file.source, flags]))
    .digest('hex')
  const program = join(builds, `${file.id.replace('/', '-')}-${hash.slice(0, 16)}`)
  if (!existsSync(program)) {
    mkdirSync(builds, { recursive: true })
    const unfinished = `${program}.${process.pid}`
    await promisify(execFile)('cc', [...flags, '-I', folder, file.path, '-o', unfinished, '-pthread'])
    renameSync(unfinished, program)
  }
  return [program]
}
