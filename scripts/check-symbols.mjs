// Checks what the built binaries need and show: no glibc symbol above the floor, no libraries but
// glibc's own, and that the library shows nothing but hooks of names that libc has, and its own
// socketwrap_ names. Uses readelf, which comes with every C compiler.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const floor = [2, 34]
const binaries = [
  'libsocketwrap.so',
  'libsocketwrap-identity.so',
  'pam_socketwrap.so',
  'socketwrap.node',
  'socketwrap-supervise',
].map((name) => `packages/native/build/${name}`)

const problems = [
  ...binaries.flatMap((file) => [...newSymbols(file), ...foreignLibraries(file)]),
  ...binaries.slice(0, 2).flatMap(strangeExports),
]
for (const problem of problems) console.log(problem)
process.exitCode = problems.length > 0 ? 1 : 0

function newSymbols(file) {
  const versions = new Set(readelf('--version-info', file).match(/GLIBC_[0-9.]+/g))
  return [...versions]
    .filter((version) => isAbove(version.replace('GLIBC_', '').split('.').map(Number), floor))
    .map((version) => `${file} needs ${version}; the floor is GLIBC_${floor.join('.')}`)
}

function foreignLibraries(file) {
  const needed = [...readelf('--dynamic', file).matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, name]) => name)
  return needed
    .filter((name) => name !== 'libpam.so.0' || !file.endsWith('/pam_socketwrap.so')) // which loads it
    .filter((name) => !/^(libc\.so\.6|libdl\.so\.2|libpthread\.so\.0|ld-linux.*)$/.test(name))
    .map((name) => `${file} needs the library ${name}`)
}

function strangeExports(file) {
  const known = new Set(loadedLibraries().flatMap(exportsOf))
  return exportsOf(file)
    .filter((name) => !known.has(name) && !name.startsWith('socketwrap_'))
    .map((name) => `${file} shows ${name}, which glibc does not have: a misspelt hook, or one that must be hidden`)
}

/** glibc's libraries, as this process has them. */
function loadedLibraries() {
  const maps = readFileSync('/proc/self/maps', 'utf8')
  return [...new Set(maps.match(/\/\S+\/(libc|libdl|libpthread)\.so\.\d+$/gm))]
}

function exportsOf(file) {
  return readelf('--dyn-syms', file)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns.length === 8 && /^\d+:$/.test(columns[0]) && columns[6] !== 'UND')
    .map((columns) => columns[7].replace(/@.*/, ''))
}

function isAbove([major, minor = 0], [floorMajor, floorMinor]) {
  return major > floorMajor || (major === floorMajor && minor > floorMinor)
}

function readelf(option, file) {
  return execFileSync('readelf', ['--wide', option, file], { encoding: 'utf8', maxBuffer: 1 << 26 })
}
