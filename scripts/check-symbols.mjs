// Checks what the built binaries need and show: no glibc symbol above the floor, no libraries but
// glibc's own. Uses readelf, which comes with every C compiler.
import { execFileSync } from 'node:child_process'

const floor = [2, 34]
const binaries = ['libsocketwrap.so', 'socketwrap.node'].map((name) => `packages/native/build/${name}`)

const problems = binaries.flatMap((file) => [...newSymbols(file), ...foreignLibraries(file)])
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
    .filter((name) => !/^(libc\.so\.6|libdl\.so\.2|libpthread\.so\.0|ld-linux.*)$/.test(name))
    .map((name) => `${file} needs the library ${name}`)
}

function isAbove([major, minor = 0], [floorMajor, floorMinor]) {
  return major > floorMajor || (major === floorMajor && minor > floorMinor)
}

function readelf(option, file) {
  return execFileSync('readelf', ['--wide', option, file], { encoding: 'utf8', maxBuffer: 1 << 26 })
}
