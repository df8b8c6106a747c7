// `node build.mjs` makes build/libsocketwrap.so, build/libsocketwrap-identity.so, build/pam_socketwrap.so,
// build/socketwrap.node and build/socketwrap-supervise.
// `--test` builds and runs the C tests; with `--sanitize=address,undefined` or `--sanitize=thread`
// under those sanitizers.
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildAddon, buildIdentityLibrary, buildLibrary, buildPamModule, buildSupervisor } from './make/binaries.mjs'
import { BuildError } from './make/compiler.mjs'
import { runTests } from './make/tests.mjs'

const { values } = parseArgs({ options: { test: { type: 'boolean' }, sanitize: { type: 'string' } } })

try {
  mkdirSync('build', { recursive: true })
  if (values.test || values.sanitize) {
    await runTests(values.sanitize)
  } else if (process.platform !== 'linux') {
    console.log('@socketwrap/native: nothing to build, the shim exists for Linux only.')
  } else {
    await buildLibrary()
    await buildIdentityLibrary()
    await buildPamModule()
    await buildAddon()
    await buildSupervisor()
  }
} catch (error) {
  if (!(error instanceof BuildError)) throw error
  console.error(`@socketwrap/native: ${error.message}`)
  process.exit(1)
}
