import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))
const programs = new Map<string, string>()
let folder: string | undefined

/** The program of a file among the fixtures, by a C compiler or `go`, compiled when it is asked for the first time. */
export function compileOnce(source: string, flags: string[], compiler = 'gcc'): string {
  const key = [compiler, source, ...flags].join(' ')
  const known = programs.get(key)
  if (known !== undefined) return known
  folder ??= mkdtempSync(path.join(tmpdir(), 'compiled-'))
  const output = path.join(folder, `program-${programs.size}`)
  const file = path.join(fixtures, source)
  if (compiler === 'go')
    execFileSync('go', ['build', '-o', output, file], { env: { ...process.env, CGO_ENABLED: '0' } })
  // A static glibc warns of getaddrinfo(), which wants its shared libraries at run time.
  else execFileSync(compiler, ['-D_GNU_SOURCE', '-Wl,--no-warnings', '-o', output, file, ...flags])
  programs.set(key, output)
  return output
}

export function removeCompiled(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true })
}
