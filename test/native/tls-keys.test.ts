import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { findNode } from '../runners/node-versions.ts'
import { makeNetwork, removeNetwork, runOn } from './network.ts'

const network = makeNetwork()
network.record(1, true)
const silent = makeNetwork()
silent.record(1, false)
const keyFile = path.join(network.directory, 'journal', 'tls-keys')
const tls = fileURLToPath(new URL('fixtures/tls.cjs', import.meta.url))

beforeEach(() => writeFileSync(keyFile, ''))
afterAll(() => {
  removeNetwork(network)
  removeNetwork(silent)
})

const session = `const server = serve(); server.listen(0, () => talk(server).then(() => server.close()))`
const byRequire = `const { serve, talk } = require(${JSON.stringify(tls)}); ${session}`
const byImport = `import { serve, talk } from ${JSON.stringify(tls)}; ${session}`
const tell = `console.log(JSON.stringify([process.env.NODE_OPTIONS, process.execArgv, Object.keys(require.cache)])); `
const inThread = `new (require('worker_threads').Worker)(${JSON.stringify(byRequire)}, { eval: true })`
const inChild = `require('child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(byRequire)}], { env: {} })`

for (const major of [20, 22, 24, 26]) {
  const node = findNode(major)
  const permission = major < 24 ? '--experimental-permission' : '--permission'
  const ways = {
    'of a script': ['-e', tell + byRequire],
    'of a module': ['--input-type=module', '-e', byImport],
    'of a thread': ['-e', inThread],
    'of a child that was given no environment': ['-e', inChild],
    'of a test': ['--test-reporter=tap', '--test', tls.replace('tls.cjs', 'tls-test.cjs')],
    'of a program without permissions': [
      '--no-warnings',
      permission,
      '--allow-fs-read=*',
      '--allow-net',
      '-e',
      byRequire,
    ],
  }
  describe.runIf(node)(`Node ${major} leaves its keys and says nothing else`, () => {
    for (const [way, args] of Object.entries(ways))
      test(way, async () => {
        const given = args.filter((argument) => argument !== '--allow-net' || major >= 26)
        const kept = await runOn(network, 'test', node as string, given)
        const unkept = await runOn(silent, 'test', node as string, given)
        expect({ ...kept, stdout: withoutTimes(kept.stdout) }).toEqual({
          ...unkept,
          stdout: withoutTimes(unkept.stdout),
        })
        expect(kept).toMatchObject({ code: 0, stderr: '' })
        const keys = readFileSync(keyFile, 'utf8').trim().split('\n')
        expect(new Set(keys).size).toBe(1)
        expect(keys[0]).toMatch(/^CLIENT_RANDOM [\da-f]{64} [\da-f]{96}$/)
      })
  })
}

function withoutTimes(output: string): string {
  return output.replaceAll(/duration_ms:? [\d.]+/g, 'duration_ms')
}
