import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProgram } from '../setting/find-program.js'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))

/** A program that no library can be loaded into: how it was built, and the compiler that this takes. */
export interface Build {
  title: string
  compiler: string
  source: string
  flags: string[]
}

const cBuilds: Build[] = [
  { title: 'static glibc', compiler: 'gcc', source: 'talk.c', flags: ['-static'] },
  { title: 'static-pie glibc', compiler: 'gcc', source: 'talk.c', flags: ['-static-pie'] },
  { title: 'static musl', compiler: 'musl-gcc', source: 'talk.c', flags: ['-static'] },
  { title: 'musl', compiler: 'musl-gcc', source: 'talk.c', flags: [] },
]

/** The builds of talk.c whose compiler is here. */
export const talkBuilds = cBuilds.filter(({ compiler }) => findProgram(compiler))

export const missingCompilers = ['gcc', 'musl-gcc', 'go'].filter((name) => !findProgram(name))

/** A new folder for programs; the caller removes it. */
export function makeFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'supervised-'))
}

export function buildProgram({ title, compiler, source, flags }: Build, folder: string): string {
  const output = path.join(folder, `${path.parse(source).name}-${title.replaceAll(' ', '-')}`)
  // A static glibc warns of getaddrinfo(), which wants its shared libraries at run time.
  execFileSync(compiler, ['-D_GNU_SOURCE', '-Wl,--no-warnings', ...flags, '-o', output, path.join(fixtures, source)])
  return output
}

export function buildGo(folder: string, cgo: boolean): string {
  const output = path.join(folder, cgo ? 'net-cgo' : 'net')
  const env = { ...process.env, CGO_ENABLED: cgo ? '1' : '0' }
  execFileSync('go', ['build', '-o', output, path.join(fixtures, 'net.go')], { env })
  return output
}
