// The C tests: each test/*.c is a program whose main returns 0 when all is well. They are linked
// with core/ and real/ (not with the hooks, which would answer for libc in the test itself).
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { BuildError, compile, language, link, warnings } from './compiler.mjs'
import { findSources } from './sources.mjs'

/**
 * @param {string | undefined} sanitizers as the compiler's -fsanitize= takes them
 */
export async function runTests(sanitizers) {
  const variant = sanitizers?.replaceAll(',', '-') ?? 'plain'
  const folder = `build/test-${variant}`
  const instrument = sanitizers ? [`-fsanitize=${sanitizers}`, '-fno-omit-frame-pointer'] : []
  if (sanitizers?.includes('undefined')) instrument.push('-fno-sanitize-recover=undefined')
  const flags = ['-O1', '-g', '-DSOCKETWRAP_VERSION="test"', ...language, ...warnings, ...instrument]

  // What of identity/ has no hook: its rules and forms, and what its threads and processes share.
  const accounts = ['files', 'table', 'walk', 'membership', 'path'].map((name) => `accounts/${name}`)
  const believed = ['believed', 'believers', 'borrowed', 'next', 'owners', 'shared', 'start_ids']
  const rules = ['ids', 'capabilities', 'carried', ...believed, ...accounts].map((name) => `identity/${name}.c`)
  const shared = await compile([...findSources('core', 'real'), ...rules], flags, folder)
  const sources = findSources('test')
  const objects = await compile(sources, flags, folder)
  const failed = []
  for (const [index, source] of sources.entries()) {
    const program = path.join(folder, path.basename(source, '.c'))
    await link([objects[index], ...shared], [...instrument, '-pthread', '-ldl', '-lresolv'], program)
    const { status, signal } = spawnSync(program, { stdio: 'inherit', timeout: 120_000 })
    console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${source} (${variant})${signal ? ` ${signal}` : ''}`)
    if (status !== 0) failed.push(source)
  }
  console.log(`C tests (${variant}): ${sources.length - failed.length} passed, ${failed.length} failed`)
  if (failed.length > 0) throw new BuildError(`C tests failed: ${failed.join(', ')}`)
}
