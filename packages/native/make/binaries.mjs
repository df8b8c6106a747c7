// The binaries that are published: the shim, the library of identities, the module of PAM, the addon that puts the
// shim into a running Node, and the supervisor of programs that it cannot be put into.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compile, language, link, warnings } from './compiler.mjs'
import { findSources } from './sources.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const optimised = ['-O2', '-g1', `-DSOCKETWRAP_VERSION="${version}"`, ...language, ...warnings]

// Bsymbolic-functions: hooks that call hooks mean their own, also when the library is not preloaded.
// nodelete: a program that unloads the library would leave patched slots that point into nothing.
const hooking = ['-Wl,-Bsymbolic-functions', '-Wl,-z,nodelete', '-Wl,-z,defs', '-Wl,-z,now', '-ldl']

export async function buildLibrary() {
  const objects = await compile(findSources('core', 'real', 'front/preload', 'front/inprocess'), optimised, 'build/obj')
  const flags = ['-shared', '-pthread', '-Wl,-soname,libsocketwrap.so', ...hooking]
  await link(objects, flags, 'build/libsocketwrap.so')
}

/** The second library, for programs of a host that has accounts or of a user: it stands behind the shim in LD_PRELOAD. */
export async function buildIdentityLibrary() {
  const sources = [...findSources('identity'), 'front/preload/exec_list.c', 'core/text.c']
  const objects = await compile(sources, optimised, 'build/obj')
  const flags = ['-shared', '-pthread', '-Wl,-soname,libsocketwrap-identity.so', ...hooking]
  await link(objects, flags, 'build/libsocketwrap-identity.so')
}

/** The module that libpam loads. What it calls of libpam is there by then, and need not be installed here. */
export async function buildPamModule() {
  const [stub] = await compile(['make/libpam_stub.c'], optimised, 'build/obj')
  await link([stub], ['-shared', '-Wl,-soname,libpam.so.0'], 'build/obj/libpam.so')
  const objects = await compile(findSources('pam'), optimised, 'build/obj')
  const flags = ['-shared', '-Wl,-z,defs', '-Wl,-z,now', '-ldl']
  await link([...objects, 'build/obj/libpam.so'], flags, 'build/pam_socketwrap.so')
}

export async function buildAddon() {
  const headers = createRequire(import.meta.url)('node-api-headers').include_dir
  const flags = [...optimised, `-isystem${headers}`]
  const objects = await compile(findSources('addon'), flags, 'build/obj')
  await link(objects, ['-shared', '-pthread', '-ldl'], 'build/socketwrap.node')
}

export async function buildSupervisor() {
  const objects = await compile(findSources('core', 'real', 'front/supervise'), optimised, 'build/obj')
  await link(objects, ['-pthread', '-Wl,-z,now', '-ldl'], 'build/socketwrap-supervise')
}
