import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))
const headers = fileURLToPath(new URL('../../packages/native/node_modules/node-api-headers/include', import.meta.url))

/** Compiles fixtures/NAME.c to a program or, by the flags, to a library; gives the path of the result. */
export function compile(name: string, output: string, flags: string[] = []): string {
  const source = path.join(fixtures, `${name}.c`)
  execFileSync('cc', ['-D_GNU_SOURCE', '-pthread', `-I${headers}`, '-o', output, source, ...flags], {
    stdio: 'inherit',
  })
  return output
}
