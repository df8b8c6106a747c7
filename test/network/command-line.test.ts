import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommandLine as run, socketwrap, version } from './command-line.js'

const node = process.execPath
const answer = `require('net').createServer((s) => s.end('hello')).listen(80)`
const ask = (host: string) =>
  `require('net').connect(80, '${host}').on('error', (e) => console.log(e.code)).pipe(process.stdout)`

let base = ''
beforeAll(() => {
  base = mkdtempSync(path.join(tmpdir(), 'cli-'))
})
afterAll(() => rmSync(base, { recursive: true }))

test('run gives the command its input, and gives its output and exit code', async () => {
  expect(await run(['run', '--', 'sh', '-c', 'cat; echo err >&2; exit 3'], 'hi')).toEqual({
    code: 3,
    stdout: 'hi',
    stderr: 'err\n',
  })
})
test('run ends with 128 and the signal, 127, 126 and 125 as shells do', async () => {
  expect((await run(['run', '--', 'sh', '-c', 'kill -9 $$'])).code).toBe(137)
  expect(await run(['run', '--', 'nonesuch'])).toMatchObject({
    code: 127,
    stderr: expect.stringContaining('PROGRAM_NOT_FOUND'),
  })
  expect((await run(['run', '--', '/etc/passwd'])).code).toBe(126)
  expect(await run(['run', '--host', 'a b', '--', 'id'])).toMatchObject({
    code: 125,
    stderr: expect.stringContaining('BAD_HOST_NAME'),
  })
  expect(await run(['frob'])).toEqual({
    code: 125,
    stdout: '',
    stderr: "socketwrap: there is no command 'frob'\nTry 'socketwrap --help'.\n",
  })
})
test('run --user makes the command believe to be a user, by name or by uid', async () => {
  expect((await run(['run', '--user', 'www-data', '--', 'id', '-u'])).stdout).toBe('33\n')
  expect((await run(['run', '--user', '4242', '--', 'id', '-u'])).stdout).toBe('4242\n')
  expect(await run(['run', '--user', 'joe', '--', 'id'])).toMatchObject({
    code: 125,
    stderr: expect.stringContaining('UNKNOWN_USER'),
  })
})
test('a signal to run reaches the command', async () => {
  const script = `process.on('SIGTERM', () => process.exit(9)).on('SIGINT', () => console.log('int')); console.log('up'); setInterval(() => {}, 1000)`
  const child = spawn(node, [socketwrap, 'run', '--', node, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  expect(String((await once(child.stdout, 'data'))[0])).toBe('int\n')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([9, null])
})
test('commands share the network in a directory, until it is removed', async () => {
  const directory = path.join(base, 'shared')
  const server = spawn(
    node,
    [socketwrap, 'run', '--net', directory, '--host', 'web=203.0.113.7', '--', node, '-e', answer],
    { stdio: 'inherit' },
  )
  const table = await untilShown(directory, 'tcp [::]:80')
  expect(table).toMatch(
    /^HOST +ADDRESSES +PID +PROGRAM +LISTENING\ntest +10\.0\.0\.1,fd00::1 +- +- +-\nweb +203\.0\.113\.7 +\d+ +node +tcp \[::\]:80\n$/,
  )
  expect(await run(['run', '--net', directory, '--', node, '-e', ask('web')])).toMatchObject({
    stdout: 'hello',
    code: 0,
  })
  expect(await run(['run', '--net', directory, '--host', 'web=203.0.113.8', '--', 'true'])).toMatchObject({
    code: 125,
    stderr: expect.stringContaining('HOST_EXISTS'),
  })
  expect(await run(['run', '--', node, '-e', ask('203.0.113.7')])).toMatchObject({ stdout: 'ENETUNREACH\n' })
  const exited = once(server, 'exit')
  expect(await run(['rm', directory])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^killed node \(pid \d+\) on host web\n$/),
  })
  expect(await exited).toEqual([137, null])
  expect(existsSync(directory)).toBe(false)
  expect(await run(['ps', directory])).toMatchObject({ code: 125, stderr: expect.stringContaining('NOT_A_NETWORK') })
})
test('without a directory nothing is left, also of what went into the background', async () => {
  const { stderr, stdout, code } = await run([
    'run',
    '--',
    'sh',
    '-c',
    'echo $SOCKET_WRAPPER_DIR; setsid sleep 1000 >/dev/null 2>&1 & exit 4',
  ])
  expect(code).toBe(4)
  expect(stderr).toMatch(/^socketwrap: killed \w+ \(pid \d+\), which was still running\n$/)
  expect(existsSync(stdout.trim())).toBe(false)
})
test('several terminals may make the same network at the same time', async () => {
  const directory = path.join(base, 'race')
  const all = await Promise.all(
    [1, 2, 3, 4].map((n) => run(['run', '--net', directory, '--host', `h${n}`, '--', 'true'])),
  )
  expect(all.map(({ code, stderr }) => [code, stderr])).toEqual(all.map(() => [0, '']))
  await run(['rm', directory])
  expect(readdirSync(base)).toEqual([])
})
test('doctor proves what this machine can do', async () => {
  const { stdout, code } = await run(['doctor'])
  expect(stdout.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([])
  expect(code).toBe(0)
})
test('help and version are told', async () => {
  expect((await run(['--help'])).stdout).toContain('socketwrap run')
  expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

async function untilShown(directory: string, text: string): Promise<string> {
  for (;;) {
    const { stdout } = await run(['ps', directory])
    if (stdout.includes(text)) return stdout
  }
}
test('run --pcap writes what crossed the network, and so does SOCKET_WRAPPER_PCAP_FILE', async () => {
  const script = `require('net').createServer((s) => s.end('hi')).listen(80, () => require('net').connect(80).resume().on('close', () => process.exit(4)))`
  const [asked, named] = [path.join(base, 'asked.pcapng'), path.join(base, 'named.pcap')]
  expect((await run(['run', '--pcap', asked, '--', node, '-e', script])).code).toBe(4)
  expect(readFileSync(asked).readUInt32LE()).toBe(0x0a0d0d0a)
  const viaShell = `SOCKET_WRAPPER_PCAP_FILE=${named} ${node} ${socketwrap} run -- ${node} -e "$1"`
  await once(spawn('sh', ['-c', viaShell, 'sh', script]), 'exit')
  expect(readFileSync(named).length).toBeGreaterThan(300)
})
test('flows and pcap show what the network in a directory recorded', async () => {
  const directory = path.join(base, 'recorded')
  await run(['run', '--net', directory, '--host', 'web', '--', node, '-e', ask('127.0.0.1')])
  const { stdout } = await run(['flows', directory])
  expect(stdout).toMatch(/^ *BEGIN +CLIENT.*\n.* web \(node\) +web +tcp 80 .* refused\n/)
  const written = path.join(base, 'written.pcapng')
  expect(await run(['pcap', directory, '-o', written])).toMatchObject({ code: 0, stderr: '' })
  expect(readFileSync(written).length).toBeGreaterThan(300)
  expect((await run(['flows', written])).stdout).toMatch(/ web \(node\) +\S+ +tcp 80 .* refused\n/)
  expect(await run(['flows', socketwrap])).toMatchObject({
    code: 125,
    stderr: expect.stringContaining('NOT_A_CAPTURE'),
  })
  expect(await run(['flows', base])).toMatchObject({ code: 125, stderr: expect.stringContaining('NOT_A_JOURNAL') })
  await run(['rm', directory])
})
test('watch shows what happens in another terminal, until the network is removed', async () => {
  const directory = path.join(base, 'watched')
  await run(['run', '--net', directory, '--', 'true'])
  const watching = spawn(node, [socketwrap, 'watch', directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  const packets = run(['watch', directory, '--pcap', '-'])
  await run(['run', '--net', directory, '--host', 'web', '--', node, '-e', ask('127.0.0.1')])
  watching.stdout.setEncoding('utf8')
  for (let shown = ''; !/ web node\[\d+\] {2}refused {2}web:80\n/.test(shown);)
    shown += String((await once(watching.stdout, 'data'))[0])
  const exit = once(watching, 'exit')
  await run(['rm', directory])
  expect(await exit).toEqual([0, null])
  expect(await packets).toMatchObject({ code: 0, stderr: '' })
})
