import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { printed } from '../setting/wait-for.js'
import { type Build, buildProgram, makeFolder, talkBuilds } from './build-programs.js'

const test = requireProgram('gcc', 'musl-gcc')
const programs = makeFolder()
afterAll(() => rmSync(programs, { recursive: true, force: true }))
const build = talkBuilds.find(({ title }) => title === 'static musl')
const options = { reject: false } as const

describe.runIf(build)('a supervised program', () => {
  const program = build ? buildProgram(build, programs) : ''

  test('ends with its own exit code', async ({ network }) => {
    expect(await network.run(program, ['exit', '7'], options)).toMatchObject({ exitCode: 7 })
    expect(await network.run('sh', ['-c', `${program} exit 8; echo $?`])).toMatchObject({ stdout: '8\n' })
  })

  test('ends by its own signal', async ({ network }) => {
    const killed = await network.run(program, ['kill', String(constants.signals.SIGUSR1)], options)
    expect(killed).toMatchObject({ signal: 'SIGUSR1' })
  })

  test('gets the signals that are sent to the process that was started', async ({ network }) => {
    const server = await network.spawn(program, ['serve', '*', '7000'])
    await server.listening(7000)
    server.kill('SIGTERM')
    expect(await server.exited).toMatchObject({ signal: 'SIGTERM' })
  })

  test('stops and goes on', async ({ network }) => {
    const server = await network.spawn(program, ['serve', '*', '7000'])
    await server.listening(7000)
    const [child] = childrenOf(server.pid)
    process.kill(child as number, 'SIGSTOP')
    await expect.poll(() => [stateOf(child as number), stateOf(server.pid)]).toEqual(['T', 'T'])
    process.kill(server.pid, 'SIGCONT')
    await expect.poll(() => [stateOf(child as number), stateOf(server.pid)]).toEqual(['S', 'S'])
    const { stdout } = await network.run(program, ['talk', '127.0.0.1', '7000'], { input: 'still here' })
    expect(stdout).toMatch(/\nstill here$/)
  })

  test('has the pipes and the environment that its starter gave', async ({ network }) => {
    const { stdout } = await network.run('sh', ['-c', `echo hello | ${program} run cat | tr a-z A-Z`])
    expect(stdout).toBe('HELLO\n')
    const shown = await network.run(program, ['run', 'env'], {
      inheritEnv: false,
      env: { PATH: process.env.PATH, A: 'b' },
    })
    expect(shown.stdout).toMatch(/^A=b$/m)
    expect(shown.stdout).not.toMatch(/^SOCKET_WRAPPER_LD_PRELOAD=/m)
    expect(shown.stdout).toMatch(/^LD_PRELOAD=.*libsocketwrap\.so$/m)
  })

  test('gets every socket that it asks for, however often signals interrupt it', async ({ network }) => {
    const interrupted = buildProgram({ ...(build as Build), source: 'interrupted.c' }, programs)
    const { stdout } = await network.run(interrupted)
    expect(stdout).toBe('0 of 20000 failed, interrupted\n')
  })

  test('is refused with a clear message in a sandbox that forbids it to be supervised', async ({ network }) => {
    const sandbox = path.join(programs, 'no-seccomp')
    execFileSync('gcc', ['-o', sandbox, fileURLToPath(new URL('fixtures/no-seccomp.c', import.meta.url))])
    const { exitCode, stderr } = await network.run(sandbox, [program, 'exit', '7'], options)
    expect(stderr).toMatch(
      /^socketwrap: cannot run \S+ on this network: .*\(seccomp user notification: Operation not permitted\)\. Use .*\n$/,
    )
    expect(exitCode).toBe(126)
  })

  test('is killed with a clear message when its supervisor is killed', async ({ network }) => {
    const server = await network.spawn(program, ['serve', '*', '7000'])
    await server.listening(7000)
    const children = childrenOf(server.pid)
    expect(children.length).toBeGreaterThan(0)
    process.kill(server.pid, 'SIGKILL')
    await server.exited
    await printed(server, /^socketwrap: the supervisor of \S+ was killed, so the program is killed too\.$/m)
    await expect.poll(() => children.filter((pid) => 'SR'.includes(stateOf(pid)))).toEqual([])
    expect(network.sockets()).toEqual([])
  })

  test('that another one started in the background lives on, and is served', async ({ network }) => {
    const shell = await network.run('sh', ['-c', `${program} run sh -c '${program} serve \\* 7000 >/dev/null 2>&1 &'`])
    expect(shell).toMatchObject({ exitCode: 0 })
    await expect.poll(() => network.sockets().map(({ state }) => state)).toEqual(['listening'])
    const { stdout } = await network.run(program, ['talk', '127.0.0.1', '7000'], { input: 'hello' })
    expect(stdout).toMatch(/\nhello$/)
  })

  test('that another one has left behind ends with the network', async ({ network }) => {
    const script = `import os\nif os.fork() == 0:\n os.setsid()\n os.execv('${program}', ['x', 'serve', '*', '7000'])`
    await network.run('python3', ['-c', script], { via: 'supervise' })
    await expect.poll(() => network.sockets().map(({ state }) => state)).toEqual(['listening'])
    const { killed } = await network.close()
    expect(killed.length).toBeGreaterThan(0)
    await expect.poll(supervisors).toEqual([])
    expect(readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandOf(pid).startsWith('x\0serve'))).toEqual([])
  })

  test('has its port back when it has ended, also by SIGKILL', async ({ network }) => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const server = await network.spawn(program, ['serve', '*', '7000'])
      await server.listening(7000)
      const [child] = childrenOf(server.pid)
      process.kill(child as number, signal)
      expect(await server.exited).toMatchObject({ signal })
      expect(network.sockets()).toEqual([])
    }
  })

  test('of which there were a thousand leaves nothing behind', async ({ network }) => {
    const server = createServer((socket) => socket.end('bye\n')).listen(7000, network.testHost.ip)
    await once(server, 'listening')
    const loop = `i=0; while [ $i -lt 1000 ]; do ${program} talk ${network.testHost.ip} 7000 </dev/null; i=$((i+1)); done`
    const { stdout } = await network.run('sh', ['-c', `${loop} | grep -c bye`], { timeoutMs: 50_000 })
    expect(stdout).toBe('1000\n')
    server.close()
    await expect.poll(supervisors).toEqual([])
    expect(network.sockets()).toEqual([])
  })
})

function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2)[0] ?? ''
  } catch {
    return 'gone'
  }
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1')
  return text.trim().split(' ').filter(Boolean).map(Number)
}

/** The supervisors of programs of this file's folder that are not dead, or not waited for. */
function supervisors(): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isOurSupervisor(pid))
}

function isOurSupervisor(pid: string): boolean {
  return commandOf(pid).startsWith(`socketwrap-supervise\0${programs}`)
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}
