// Checks that imports run downwards only, in TypeScript between the packages and in C between the
// folders of the shim.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What each package may import of the workspace. */
const packages = {
  native: [],
  capture: [],
  socketwrap: ['@socketwrap/native', '@socketwrap/capture', '@socketwrap/capture/clock', '@socketwrap/capture/uuids'],
  'jest-environment-socketwrap': ['socketwrap', 'socketwrap/environment'],
  'vitest-environment-socketwrap': ['socketwrap', 'socketwrap/environment'],
}

/** From which folders of the shim the C files of a folder may include headers. */
const folders = {
  real: ['real'],
  core: ['core', 'real'],
  // The front ends are one library: what the preload exports is what the others redirect to.
  front: ['front', 'core', 'real'],
  // Another library: of the core it uses what keeps nothing.
  identity: ['identity', 'core'],
  addon: ['addon', 'front/inprocess', 'core', 'real'],
}

/** Examples, benchmarks and tests use published names only; unit tests are of the parts themselves. */
const published =
  /^(socketwrap(\/(environment|package\.json))?|@socketwrap\/[^/]+|(jest|vitest)-environment-socketwrap(\/(test|package\.json))?)$/

const problems = [...checkPackages(), ...checkConsumers(), ...checkShim()]
for (const problem of problems) console.log(problem)
process.exitCode = problems.length > 0 ? 1 : 0

function* checkPackages() {
  for (const [name, allowed] of Object.entries(packages)) {
    for (const { file, specifier } of importsOf(`packages/${name}/src/**/*.ts`)) {
      if (specifier.startsWith('.')) {
        const target = path.join(path.dirname(file), specifier)
        if (!target.startsWith(`packages/${name}/`)) yield `${file} reaches out of its package: ${specifier}`
      } else if (isOurs(specifier) && !allowed.includes(specifier)) {
        yield `${file} imports ${specifier}; ${name} may import ${allowed.join(', ') || 'no other package'}`
      }
    }
  }
}

function* checkConsumers() {
  for (const { file, specifier } of importsOf(
    '{examples,bench,test/{native,network,parity,programs,runners,regressions}}/**/*.{ts,mts,cts,js,mjs,cjs}',
  )) {
    if (specifier.includes('packages/') || (isOurs(specifier) && !published.test(specifier))) {
      yield `${file} imports ${specifier}, which is not a published name`
    }
  }
}

function* checkShim() {
  const root = 'packages/native'
  for (const [folder, allowed] of Object.entries(folders)) {
    for (const file of globSync(`${root}/${folder}/**/*.{c,h}`)) {
      for (const [, name] of readFileSync(file, 'utf8').matchAll(/^#include "([^"]+)"/gm)) {
        const beside = path.join(path.dirname(file), name)
        const target = globSync([beside, path.join(root, name)])[0]
        if (!target) yield `${file} includes ${name}, which is nowhere`
        else if (!allowed.some((layer) => target.startsWith(`${root}/${layer}/`))) {
          yield `${file} includes ${name}; ${folder} may use ${allowed.join(', ')}`
        }
      }
    }
  }
}

function isOurs(specifier) {
  return /^(@socketwrap\/|socketwrap(\/|$)|(jest|vitest)-environment-socketwrap(\/|$))/.test(specifier)
}

function* importsOf(pattern) {
  const files = globSync(pattern, { exclude: (file) => /(^|\/)(node_modules|dist)(\/|$)/.test(file) })
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    for (const [, specifier] of text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"]([^'"\n]+)['"]/g)) {
      yield { file, specifier }
    }
  }
}
