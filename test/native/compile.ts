import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))
const headers = fileURLToPath(new URL('../../packages/native/node_modules/node-api-headers/include', import.meta.url))

/** Compiles NAME.c of the fixtures to a program or, by the flags, to a library; gives the path of the result. */
export function compile(name: string, output: string, flags: string[] = [], folder = fixtures): string {
  const source = path.join(folder, `${name}.c`)
  execFileSync('cc', ['-D_GNU_SOURCE', '-pthread', `-I${headers}`, '-o', output, source, ...flags], {
    stdio: 'inherit',
  })
  return output
}
