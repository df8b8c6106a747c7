import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { preloadPath } from '@socketwrap/native'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { makeNetwork, removeNetwork, runOn } from './network.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sw-preloaded-'))
const where = path.join(folder, 'where')
const copy = path.join(folder, 'libsocketwrap.so')
const otherVersion = path.join(folder, 'other.so')
const network = makeNetwork()
const script = (name: string) => fileURLToPath(new URL(`fixtures/${name}.cjs`, import.meta.url))
const done = { code: 0, stdout: 'done\n', stderr: '' }

beforeAll(() => {
  compile('where', where)
  compile('other-version', otherVersion, ['-shared', '-fPIC'])
  copyFileSync(preloadPath, copy)
})

afterAll(() => {
  removeNetwork(network)
  rmSync(folder, { recursive: true })
})

/** Runs with a library preloaded and no network set. */
const runPreloaded = (library: string, file: string, ...args: string[]) =>
  runOn(network, 'test', '/usr/bin/env', ['-u', 'SOCKET_WRAPPER_DIR', '-u', 'SOCKET_WRAPPER_HOST', file, ...args], {
    env: { LD_PRELOAD: library, SOCKET_WRAPPER_DIR: '', SOCKET_WRAPPER_HOST: '' },
  })

test('without a network the preloaded library does nothing', async () => {
  const { stdout } = await runPreloaded(preloadPath, where, '127.0.0.1')
  expect(stdout).toBe(process.getuid?.() === 0 ? 'inside -\n' : 'outside -\n')
  expect((await runPreloaded(preloadPath, where, '10.255.255.1')).stdout).toBe('outside -\n')
})

test('a Node that has the library preloaded enters as well', async () => {
  expect(await runPreloaded(preloadPath, process.execPath, script('http'))).toEqual(done)
  expect(await runPreloaded(preloadPath, process.execPath, script('workers'))).toEqual(done)
})

test('another copy of the same version is as good', async () => {
  expect(await runPreloaded(copy, process.execPath, script('http'))).toEqual(done)
})

test('another version is an error that says so, and leaves nothing behind', async () => {
  expect(await runPreloaded(otherVersion, process.execPath, script('mismatch'))).toEqual(done)
})

test('a thread of a process on one network enters another, and its children follow', async () => {
  expect(await runOn(network, 'db', process.execPath, [script('nested'), where])).toEqual(done)
})
