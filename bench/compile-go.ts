import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const builds = join(import.meta.dirname, '../node_modules/.cache/socketwrap-bench')

/** Why Go programs cannot be measured here; undefined when they can. */
export const absenceOfGo = hasGo() ? undefined : 'go is not installed (Debian: golang-go)'

const compiled = new Map<string, Promise<string>>()

/** Gives the path of go/NAME.go as a program without libc; Go's own cache knows what it has built. */
export function compileGo(name: string): Promise<string> {
  const known = compiled.get(name) ?? compile(name)
  compiled.set(name, known)
  return known
}

async function compile(name: string): Promise<string> {
  const program = join(builds, `go-${name}`)
  mkdirSync(builds, { recursive: true })
  const env = { ...process.env, CGO_ENABLED: '0' }
  await promisify(execFile)('go', ['build', '-o', program, join(import.meta.dirname, `go/${name}.go`)], { env })
  return program
}

function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
