import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNetwork, type Host, type Network } from 'socketwrap'

let network: Network
let host: Host
let folder = ''
const node = process.execPath
const listenOn = (port: number) => `require('net').createServer((s) => s.end('hello')).listen(${port})`

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'programs-'))
  network = await createNetwork()
  host = await network.host('web')
})
afterAll(async () => {
  await network.close()
  rmSync(folder, { recursive: true })
})

test('a command gives its output and its exit code', async () => {
  const result = await host.run('sh', ['-c', 'echo out; echo err >&2'])
  expect(result).toMatchObject({
    exitCode: 0,
    stdout: 'out\n',
    stderr: 'err\n',
    command: "sh -c 'echo out; echo err >&2'",
  })
})
test('a command that fails is an error with its output, or a result when that is asked for', async () => {
  await expect(host.run('sh', ['-c', 'echo why >&2; exit 3'])).rejects.toMatchObject({
    code: 'RUN_FAILED',
    message: expect.stringMatching(/on host web exited with code 3.*\| why/s),
    details: { exitCode: 3, stderr: 'why\n' },
  })
  expect(await host.run('sh', ['-c', 'exit 3'], { reject: false })).toMatchObject({ exitCode: 3 })
  expect(await host.run('sh', ['-c', 'kill -9 $$'], { reject: false })).toMatchObject({ signal: 'SIGKILL' })
})
test('cwd, env and input are as people know them', async () => {
  expect((await host.run('pwd', [], { cwd: folder })).stdout).toBe(`${folder}\n`)
  expect((await host.run('cat', [], { input: 'text' })).stdout).toBe('text')
  expect((await host.run('cat', [], { input: Buffer.from('bytes') })).stdout).toBe('bytes')
  expect((await host.run('cat', [], { input: Readable.from(['str', 'eam']) })).stdout).toBe('stream')
  expect((await host.run('cat')).stdout).toBe('')
  const { stdout } = await host.run('env', [], { env: { HOME: undefined, A: 'b' } })
  expect(stdout).toContain('A=b\n')
  expect(stdout).not.toMatch(/^HOME=/m)
  expect(stdout).toMatch(/^PATH=/m)
})
test('a program without an environment of its own is on the network all the same', async () => {
  const { stdout } = await host.run('/usr/bin/env', [], { env: {}, inheritEnv: false })
  expect(stdout.match(/^\w+/gm)?.sort()).toEqual(['LD_PRELOAD', 'SOCKET_WRAPPER_DIR', 'SOCKET_WRAPPER_HOST'])
})
test('a cwd that is not there is told as such', async () => {
  await expect(host.run('pwd', [], { cwd: '/nonesuch' })).rejects.toThrow(
    /cwd is "\/nonesuch", and must be a directory/,
  )
})
test('a command that is too slow is ended, with its output so far', async () => {
  await expect(host.run('sh', ['-c', 'echo begun; exec sleep 100'], { timeoutMs: 300 })).rejects.toMatchObject({
    code: 'RUN_TIMEOUT',
    message: expect.stringContaining('| begun'),
  })
})
test('an abort signal ends a command', async () => {
  const reason = new Error('enough')
  const controller = new AbortController()
  const running = host.run('sleep', ['100'], { signal: controller.signal })
  setImmediate(() => controller.abort(reason))
  await expect(running).rejects.toMatchObject({ code: 'RUN_ABORTED', cause: reason })
  await expect(host.run('sleep', ['100'], { signal: controller.signal })).rejects.toMatchObject({ code: 'RUN_ABORTED' })
})
test('a program that is not there, or cannot be executed, is told before the start', async () => {
  await expect(host.spawn('nonesuch')).rejects.toMatchObject({ code: 'PROGRAM_NOT_FOUND' })
  writeFileSync(path.join(folder, 'plain'), 'x', { mode: 0o644 })
  await expect(host.spawn('./plain', [], { cwd: folder })).rejects.toMatchObject({ code: 'PROGRAM_NOT_EXECUTABLE' })
})
test('a program that the shim cannot get into is refused by name, and may run outside on purpose', async () => {
  const file = path.join(folder, 'static')
  writeFileSync(`${file}.c`, 'int main(void) { return 7; }\n')
  spawnSync('cc', ['-static', '-o', file, `${file}.c`], { stdio: 'inherit' })
  const preload = { via: 'preload' } as const
  await expect(host.run(file, [], preload)).rejects.toMatchObject({
    code: 'UNSUPPORTED_PROGRAM',
    details: { file, kind: 'static' },
  })
  const allowed = { ...preload, unsupported: 'allow', reject: false } as const
  expect(await host.run(file, [], allowed)).toMatchObject({ exitCode: 7 })
  expect(await host.run(file, [], { reject: false })).toMatchObject({ exitCode: 7 })
})
test('a program that could be preloaded may be supervised', async () => {
  const supervised = { via: 'supervise' } as const
  await using server = await host.spawn(node, ['-e', listenOn(80)], supervised)
  await server.listening(80)
  expect(network.sockets().find(({ pid }) => pid === server.pid)).toMatchObject({ via: 'supervise' })
  const script = `cat /proc/$$/maps; exec ${node} -e "require('net').connect(80, 'web').pipe(process.stdout)"`
  const { stdout } = await network.run('sh', ['-c', script], supervised)
  expect(stdout).not.toContain('libsocketwrap')
  expect(stdout).toMatch(/hello$/)
})
test('listening waits until the program serves, and it is reached by name', async () => {
  await using server = await host.spawn(node, ['-e', listenOn(80)])
  await server.listening(80)
  const { stdout } = await network.run(node, ['-e', `require('net').connect(80, 'web').pipe(process.stdout)`])
  expect(stdout).toBe('hello')
})
test('listening waits for a UDP port too', async () => {
  await using server = await host.spawn(node, ['-e', `require('dgram').createSocket('udp4').bind(53)`])
  await server.listening(53, { protocol: 'udp' })
})
test('listening fails at once, with the output, when the program ends first', async () => {
  const server = await host.spawn('sh', ['-c', 'echo no such table >&2; exit 2'])
  await expect(server.listening(80)).rejects.toMatchObject({
    code: 'PROGRAM_EXITED',
    message: expect.stringMatching(/exited with code 2 before it listened on tcp port 80.*\| no such table/s),
  })
})
test('listening says what is open instead when the port is another one', async () => {
  await using server = await host.spawn(node, ['-e', listenOn(8080)])
  await server.listening(8080)
  await expect(server.listening(80, { timeoutMs: 50 })).rejects.toMatchObject({
    code: 'LISTEN_TIMEOUT',
    message: expect.stringContaining('Open on host web: tcp [::]:8080'),
  })
})
test("another program's listener is not this program's", async () => {
  await using first = await host.spawn(node, ['-e', listenOn(81)])
  await first.listening(81)
  const second = await host.spawn(node, ['-e', listenOn(81)])
  await expect(second.listening(81)).rejects.toMatchObject({
    code: 'PROGRAM_EXITED',
    message: expect.stringContaining('EADDRINUSE'),
  })
})
test('a port that is none is an error', async () => {
  await using server = await host.spawn('sleep', ['100'])
  await expect(server.listening(0)).rejects.toMatchObject({ code: 'BAD_PORT' })
  await expect(server.listening(70_000)).rejects.toMatchObject({ code: 'BAD_PORT' })
})
test('a program that puts itself into the background is waited for', async () => {
  const daemon = await host.spawn('sh', ['-c', `setsid "${node}" -e "${listenOn(82)}" >/dev/null 2>&1 &`])
  await daemon.listening(82)
  expect(daemon.exit).toEqual({ exitCode: 0 })
})
test.each([1e12, Number.POSITIVE_INFINITY])('a command may take %d ms', async (timeoutMs) => {
  expect(await host.run('sleep', ['0.1'], { timeoutMs })).toMatchObject({ exitCode: 0 })
})
test('a program may take for ever to end, and a signal that there is not is an error', async () => {
  const program = await host.spawn('sh', ['-c', 'trap "sleep 0.2; exit 5" TERM; echo up; while :; do sleep 0.05; done'])
  await expect.poll(() => program.output).toBe('up\n')
  expect(() => program.kill('SIGFOO' as NodeJS.Signals)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
  await expect(program.stop({ signal: 'SIGFOO' as NodeJS.Signals })).rejects.toMatchObject({ code: 'BAD_OPTION' })
  expect(await program.stop({ graceMs: Number.POSITIVE_INFINITY })).toEqual({ exitCode: 5 })
})
test('stop asks first, and kills a program that does not listen', async () => {
  const polite = await host.spawn(node, [
    '-e',
    `process.on('SIGTERM', () => process.exit(5)); console.log('up'); setInterval(() => {}, 1000)`,
  ])
  await output(polite, 'up')
  expect(await polite.stop()).toEqual({ exitCode: 5 })
  expect(await polite.stop()).toEqual({ exitCode: 5 })
  const deaf = await host.spawn(node, [
    '-e',
    `process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)`,
  ])
  await output(deaf, 'up')
  expect(await deaf.stop({ graceMs: 50 })).toEqual({ signal: 'SIGKILL' })
  expect(deaf.kill()).toBe(false)
})
test('a program can be talked to', async () => {
  const cat = await host.spawn('cat', [], { stdin: 'pipe' })
  cat.stdin?.end('hello')
  expect(await cat.exited).toEqual({ exitCode: 0 })
  expect(cat.output).toBe('hello')
})
test('of a long output the beginning and the end are kept', async () => {
  const result = await host.run('seq', ['1', '100000'], { maxOutputBytes: 100 })
  expect(result.stdout).toMatch(/^1\n2\n.*bytes left out.*\n99999\n100000\n$/s)
})
test('megabytes of output arrive whole', async () => {
  const { stdout } = await host.run(node, ['-e', `process.stdout.write('x'.repeat(20e6))`])
  expect(stdout.length).toBe(20e6)
})

/** Waits until the program has printed a text. */
async function output(program: { output: string; exit: unknown }, text: string): Promise<void> {
  while (!program.output.includes(text) && !program.exit) await new Promise((resolve) => setImmediate(resolve))
}
