import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from '../../native/compile.js'

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))
const programs = new Map<string, string>()
let folder: string | undefined

/** The program of a C file among the fixtures, compiled when it is asked for the first time. */
export function compileOnce(source: string, libraries: string[]): string {
  folder ??= mkdtempSync(path.join(tmpdir(), 'compiled-'))
  const program = programs.get(source) ?? compile(source, path.join(folder, source), libraries, fixtures)
  programs.set(source, program)
  return program
}

export function removeCompiled(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true })
}
