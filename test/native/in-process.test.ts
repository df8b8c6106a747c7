import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findNode } from '../runners/node-versions.ts'
import { compile } from './compile.ts'

const run = promisify(execFile)
const library = ['-shared', '-fPIC']
const folder = mkdtempSync(path.join(tmpdir(), 'sw-in-process-'))
const addons = { slots: '', early: '', late: '' }

beforeAll(() => {
  const besides = ['-Wl,-rpath,$ORIGIN', ...library]
  addons.slots = compile('slots', path.join(folder, 'slots.node'), library)
  addons.early = compile('late', path.join(folder, 'early.node'), besides)
  addons.late = compile('late', path.join(folder, 'late.node'), besides)
  compile('later', path.join(folder, 'libsocketwrap-test-later.so'), library)
})

afterAll(() => rmSync(folder, { recursive: true }))

const nodes = [20, 22, 24, 26].flatMap((major) => findNode(major) ?? [])

/** Runs a script of fixtures/ on one Node. */
async function runScript(node: string, name: string, ...args: string[]) {
  const script = fileURLToPath(new URL(`fixtures/${name}.cjs`, import.meta.url))
  // Other threads of Node call through slots that the loader binds at first use, at any time. Bound
  // at the start, a slot changes by our hand only.
  const env = { ...process.env, LD_BIND_NOW: '1' }
  const { stdout } = await run(node, ['--expose-gc', script, ...args], { timeout: 50_000, env })
  expect(stdout).toBe('done\n')
}

test.for(nodes)('a running Node gets an http server and client on port 80: %s', (node) => runScript(node, 'http'))

test.for(nodes)('threads of one process are on a network each: %s', (node) => runScript(node, 'workers'))

test.for(nodes)('leaving restores every slot, once the last socket is closed: %s', (node) =>
  runScript(node, 'restored', addons.slots),
)

test.for(nodes)('add-ons are inside, whenever they were loaded and however they call: %s', (node) =>
  runScript(node, 'late', addons.early, addons.late),
)

test.for(nodes)('a sandbox in the same thread shares its place: %s', (node) => runScript(node, 'contexts'))

test.for(nodes)('a thread that a thread on a network starts follows it: %s', (node) => runScript(node, 'threads'))

test.for(nodes)('TLS keys go to the network that their thread is on: %s', (node) => runScript(node, 'tls-keys'))

test.for(nodes)('every way to ask for a name knows those of the network: %s', (node) => runScript(node, 'names'))

test('networks that nobody closes are unmapped in the end', () => runScript(process.execPath, 'forgotten'))
