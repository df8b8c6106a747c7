import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createNetwork } from 'socketwrap'

const node = process.execPath
const owner = fileURLToPath(new URL('fixtures/owner.mjs', import.meta.url))

/** A shell that leaves a process behind, in a session of its own, and says its pid. */
const leaveBehind = 'setsid sh -c \'trap "" TERM HUP INT; echo $$; exec >&- 2>&-; while :; do sleep 1; done\' &'

test('what went into the background dies with the network, and is reported', async () => {
  const network = await createNetwork()
  const { stdout } = await network.run('sh', ['-c', leaveBehind])
  const pid = Number(stdout)
  expect(isAlive(pid)).toBe(true)
  const { killed } = await network.close()
  expect(killed).toContainEqual({ pid, host: 'test', program: expect.stringMatching(/^(da)?sh$/) })
  expect(isAlive(pid)).toBe(false)
  expect(existsSync(network.directory)).toBe(false)
})
test('programs are asked to end at the close, and are then no news', async () => {
  const network = await createNetwork()
  const program = await network.spawn(node, [
    '-e',
    `process.on('SIGTERM', () => process.exit(0)); console.log('up'); setInterval(() => {}, 9)`,
  ])
  while (!program.output.includes('up')) await new Promise((resolve) => setImmediate(resolve))
  expect(await network.close()).toEqual({ killed: [] })
  expect(program.exit).toEqual({ exitCode: 0 })
})
test('a scope ends what was made in it, the background included, and nothing else', async () => {
  await using network = await createNetwork()
  const outer = await network.host('outer')
  const server = await outer.spawn(node, ['-e', `require('net').createServer().listen(80)`])
  await server.listening(80)
  network.beginScope('a test')
  const inner = await network.host('inner')
  const program = await inner.spawn('sleep', ['100'])
  const onOuter = await outer.spawn('sleep', ['100'])
  const left = Number((await outer.run('sh', ['-c', leaveBehind])).stdout)
  const { killed } = await network.endScope()
  expect(killed.map(({ pid }) => pid)).toContain(left)
  expect(isAlive(left)).toBe(false)
  expect([program.exit, onOuter.exit]).toEqual([{ signal: 'SIGTERM' }, { signal: 'SIGTERM' }])
  expect(server.exit).toBeUndefined()
  expect(network.hosts().map(({ name }) => name)).toEqual(['test', 'outer'])
  await network.host('inner')
})
test('closing a host ends what runs on it only', async () => {
  await using network = await createNetwork()
  const db = await network.host('db')
  const other = await network.spawn('sleep', ['100'])
  const left = Number((await db.run('sh', ['-c', leaveBehind])).stdout)
  await db.close()
  expect(isAlive(left)).toBe(false)
  expect(other.exit).toBeUndefined()
})
test('a network whose owner was killed is swept at the next start, its programs too; one that is alive is not', async () => {
  const base = mkdtempSync(path.join(tmpdir(), 'sweep-'))
  const dead = await startOwner(base)
  const alive = await startOwner(base)
  dead.child.kill('SIGKILL')
  await once(dead.child, 'exit')
  expect(isAlive(dead.left)).toBe(true)
  await Promise.all(
    [createNetwork({ baseDirectory: base }), createNetwork({ baseDirectory: base })].map(async (made) =>
      (await made).close(),
    ),
  )
  expect(isAlive(dead.left)).toBe(false)
  expect(isAlive(alive.left)).toBe(true)
  expect(readdirSync(base)).toEqual([path.basename(alive.directory)])
  alive.child.stdin.end() // it exits without a close
  await once(alive.child, 'exit')
  expect(isAlive(alive.left)).toBe(false)
  expect(readdirSync(base)).toEqual([])
  rmSync(base, { recursive: true })
})
test('a directory that a person named is used, and swept when its owner was killed', async () => {
  const base = mkdtempSync(path.join(tmpdir(), 'named-'))
  const directory = path.join(base, 'n')
  const dead = await startOwner(base, directory)
  await expect(createNetwork({ directory })).rejects.toMatchObject({ code: 'DIRECTORY_IN_USE' })
  dead.child.kill('SIGKILL')
  await once(dead.child, 'exit')
  const network = await createNetwork({ directory })
  expect(isAlive(dead.left)).toBe(false)
  expect(network.directory).toBe(directory)
  await network.close()
  await createNetwork({ baseDirectory: base }).then((made) => made.close())
  expect(readdirSync(base)).toEqual([])
  rmSync(base, { recursive: true })
})
test('a directory that is no place for a network is left as it was', async () => {
  const base = mkdtempSync(path.join(tmpdir(), 'foreign-'))
  writeFileSync(path.join(base, 'mine'), 'x')
  await expect(createNetwork({ directory: base })).rejects.toMatchObject({ code: 'DIRECTORY_NOT_EMPTY' })
  await expect(createNetwork({ directory: path.join(base, 'd'.repeat(100)) })).rejects.toMatchObject({
    code: 'DIRECTORY_TOO_LONG',
  })
  await expect(createNetwork({ directory: tmpdir() })).rejects.toMatchObject({ code: 'DIRECTORY_FOREIGN' })
  expect(readdirSync(base)).toEqual(['mine'])
  rmSync(base, { recursive: true })
})

async function startOwner(base: string, directory?: string) {
  const child = spawn(node, [owner, JSON.stringify({ baseDirectory: base, directory })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, ...(JSON.parse(String(line)) as { directory: string; left: number }) }
}

/** A zombie has ended; nobody has asked for its exit code yet. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}
