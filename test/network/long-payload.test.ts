import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, mkdtempSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Network } from 'socketwrap'

const sender = fileURLToPath(new URL('fixtures/long_sender.py', import.meta.url))

let network: Network
let place = ''
beforeEach(async () => {
  network = await createNetwork({ capture: 'on' })
  network.enter()
  const link = path.join(network.directory, 'journal', 'disk')
  // Where the directory for temporary files is no disk there is no link, and any place does for a test.
  if (readdirSync(path.dirname(link)).length === 0)
    symlinkSync(path.join(tmpdir(), path.basename(network.directory)), link)
  place = readlinkSync(link)
})
afterEach(async () => {
  await network.close()
  rmSync(place, { recursive: true, force: true })
})

test('payload of any length is kept byte for byte, its later part on the disk', async () => {
  await sendThrough(24, 1)
  const [file = '', ...others] = readdirSync(place)
  expect(others).toEqual([])
  expect(statSync(path.join(place, file)).size).toBeGreaterThanOrEqual(24 << 20)
  expect(statSync(path.join(network.directory, 'journal', file)).size).toBe(4 << 20)
})

test('threads that come to the disk at the same time find the same place there', async () => {
  await sendThrough(4, 8)
})

test('what is short needs no disk', async () => {
  await sendThrough(1, 1)
  expect(existsSync(place)).toBe(false)
})

test('a place on the disk that others may write to is not used', async () => {
  mkdirSync(place, { mode: 0o777 })
  await sendThrough(8, 1)
  expect(readdirSync(place)).toEqual([])
})

test('the place on the disk goes with the network', async () => {
  await sendThrough(8, 1)
  expect(existsSync(place)).toBe(true)
  await network.close()
  expect(existsSync(place)).toBe(false)
})

test('what a start of the machine left on the disk is swept', () => {
  const base = mkdtempSync(path.join(tmpdir(), 'disk-'))
  const [, uid, , , pidNamespace] = path.basename(network.directory).split('-')
  for (const name of ['00000001', '00000002']) mkdirSync(path.join(base, `sw-${uid}-4194305-1-${pidNamespace}-${name}`))
  mkdirSync(path.join(base, path.basename(network.directory)))
  const start = `import { createNetwork } from 'socketwrap'; await (await createNetwork()).close()`
  execFileSync(process.execPath, ['--input-type=module', '-e', start], { env: { ...process.env, TMPDIR: base } })
  expect(readdirSync(base)).toEqual([path.basename(network.directory)])
  rmSync(base, { recursive: true })
})

/** Lets a program send, and compares what it sent with what is recorded. */
async function sendThrough(mebibytes: number, threads: number): Promise<void> {
  const server = createServer((socket) => socket.resume()).listen(80)
  const { stdout } = await network.run('python3', [sender, network.testHost.ip, String(mebibytes), String(threads)])
  await expect
    .poll(() => network.traffic({ port: 80 }).flows.filter(({ outcome }) => outcome === 'closed').length)
    .toBe(threads)
  const { flows, problems } = network.traffic({ port: 80 })
  expect(problems).toEqual([])
  const digests = flows.map(({ sent }) => createHash('sha256').update(sent).digest('hex'))
  expect(digests.toSorted()).toEqual(stdout.trim().split('\n'))
  server.close()
}
