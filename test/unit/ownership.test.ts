import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  makeOwnedDirectory,
  ownedName,
  parseOwnedName,
  takeDirectory,
} from '../../packages/socketwrap/src/network/network-directory.js'
import { sweepNetworks } from '../../packages/socketwrap/src/network/sweep.js'
import { currentOwner, isOwnerAlive } from '../../packages/socketwrap/src/process/owner.js'
import {
  hasEnded,
  parseProcessStatus,
  readProcessStatus,
} from '../../packages/socketwrap/src/process/process-status.js'

let base = ''
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'base-'))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const owner = currentOwner()
const dead = { ...owner, startTicks: owner.startTicks + 1 } // the same pid, of another process

test('the name of a directory says whose it is', () => {
  expect(parseOwnedName(ownedName())).toEqual(owner)
  expect(parseOwnedName('sw-foo')).toBeUndefined()
  expect(parseOwnedName('something')).toBeUndefined()
})
test('an owner is alive by pid and start time, and unknown in another pid namespace', () => {
  expect(isOwnerAlive(owner)).toBe(true)
  expect(isOwnerAlive(dead)).toBe(false)
  expect(isOwnerAlive({ ...dead, pidNamespace: owner.pidNamespace + 1 })).toBe(true)
})
test('sweeping removes what dead owners left and nothing else', async () => {
  const mine = makeOwnedDirectory(base)
  const names = [
    ownedName(dead),
    ownedName({ ...dead, uid: owner.uid + 1 }),
    ownedName({ ...dead, pidNamespace: 1 }),
    'sw-keep',
  ]
  for (const name of names) mkdirSync(path.join(base, name))
  expect(sweepNetworks(base)).toEqual([path.join(base, names[0] ?? '')])
  expect(readdirSync(base).sort()).toEqual([path.basename(mine), ...names.slice(1)].sort())
})
test('a name that is taken is not used again, be the numbers as they may', () => {
  const drawn = [0.5, 0.5, 0.25]
  const made = makeOwnedDirectory(base, () => drawn.shift() ?? 0.75)
  expect(makeOwnedDirectory(base, () => drawn.shift() ?? 0.75)).not.toBe(made)
  expect(readdirSync(base)).toHaveLength(2)
})
test('a mark of a network elsewhere is followed when its owner is dead', async () => {
  const elsewhere = path.join(base, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(path.join(elsewhere, 'owner'), JSON.stringify({ ...dead, lifetime: 'owned' }))
  symlinkSync(elsewhere, path.join(base, ownedName(dead)))
  sweepNetworks(base)
  expect(readdirSync(base)).toEqual([])
})
test('a mark never leads to a network that someone keeps', async () => {
  const kept = path.join(base, 'kept')
  mkdirSync(kept)
  writeFileSync(path.join(kept, 'owner'), JSON.stringify({ ...dead, lifetime: 'kept' }))
  symlinkSync(kept, path.join(base, ownedName(dead)))
  sweepNetworks(base)
  expect(readdirSync(base)).toEqual(['kept'])
})
test('what a dead owner started is killed, also when it never registered', async () => {
  const left = path.join(base, ownedName(dead))
  mkdirSync(left)
  const child = spawn('sleep', ['1000'], { env: { ...process.env, SOCKET_WRAPPER_DIR: left }, stdio: 'ignore' })
  await once(child, 'spawn')
  const exited = once(child, 'exit')
  sweepNetworks(base)
  expect(await exited).toEqual([null, 'SIGKILL'])
  expect(existsSync(left)).toBe(false)
})
test('a directory that a person names must be short, ours and empty', () => {
  expect(takeDirectory(path.join(base, 'new', 'one'))).toMatchObject({ hasNetwork: false, wasMade: true })
  expect(() => takeDirectory(path.join(base, 'x'.repeat(100)))).toThrow(
    expect.objectContaining({ code: 'DIRECTORY_TOO_LONG' }),
  )
  writeFileSync(path.join(base, 'file'), '')
  expect(() => takeDirectory(base)).toThrow(expect.objectContaining({ code: 'DIRECTORY_NOT_EMPTY' }))
  expect(() => takeDirectory(path.join(base, 'file'))).toThrow(
    expect.objectContaining({ code: 'DIRECTORY_UNWRITABLE' }),
  )
  expect(() => takeDirectory('/proc/none')).toThrow(expect.objectContaining({ code: 'DIRECTORY_UNWRITABLE' }))
  expect(() => takeDirectory(tmpdir())).toThrow(expect.objectContaining({ code: 'DIRECTORY_FOREIGN' }))
})
test('a network that has let another user in is still ours, and an open directory is not', () => {
  const directory = path.join(base, 'let-in')
  mkdirSync(directory)
  chmodSync(directory, 0o770)
  expect(() => takeDirectory(directory)).toThrow(expect.objectContaining({ code: 'DIRECTORY_FOREIGN' }))
  writeFileSync(path.join(directory, 'network'), '')
  expect(takeDirectory(directory)).toMatchObject({ hasNetwork: true })
  chmodSync(directory, 0o777)
  expect(() => takeDirectory(directory)).toThrow(expect.objectContaining({ code: 'DIRECTORY_FOREIGN' }))
})
test("a program's name may hold brackets and spaces", () => {
  const fields = Array.from({ length: 50 }, (_, i) => String(i + 4)).join(' ')
  expect(parseProcessStatus(`7 (a) (b c) S ${fields}\n`)).toMatchObject({
    pid: 7,
    state: 'S',
    parentPid: 4,
    processGroup: 5,
    startTicks: 22,
  })
  expect(hasEnded(readProcessStatus('self'))).toBe(false)
  expect(hasEnded(undefined)).toBe(true)
})
