import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { makeNetwork, removeNetwork, runOn } from './network.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sw-children-'))
chmodSync(folder, 0o755)
const where = path.join(folder, 'where')
const launch = path.join(folder, 'launch')
const become = path.join(folder, 'become')
const network = makeNetwork()

beforeAll(() => {
  compile('where', where)
  compile('launch', launch)
  compile('become', become)
})

afterAll(() => {
  removeNetwork(network)
  rmSync(folder, { recursive: true })
})

const inside = { code: 0, stdout: 'inside db\n', stderr: '' }
const run = (file: string, ...args: string[]) => runOn(network, 'db', file, args)
const python = (code: string) => run('/usr/bin/env', 'python3', '-c', code)

describe('a child is on its parent’s host', () => {
  const ways =
    'execve execv execvp execvpe execl execlp execle execveat execveat-fd fexecve syscall ' +
    'posix_spawn posix_spawnp posix_spawn-chdir vfork system popen'
  // where.c binds the test host's address, which `db` may not: so the host is `db`, or it would be outside.
  test.for(ways.split(' '))('after %s, though its environment is empty', async (way) => {
    writeFileSync(path.join(folder, 'check'), `#!/bin/sh\nexec ${where} 10.0.0.2\n`, { mode: 0o755 })
    expect(await run(launch, way, path.join(folder, 'check'))).toEqual(inside)
  })

  test('after env -i', async () => {
    expect(await run('/usr/bin/env', '-i', where, '10.0.0.2')).toEqual(inside)
  })

  test('as a grandchild of a shell that forgot its variables', async () => {
    const script = `unset LD_PRELOAD SOCKET_WRAPPER_DIR SOCKET_WRAPPER_HOST; (${where} 10.0.0.2 | cat)`
    expect(await run('/bin/sh', '-c', script)).toEqual(inside)
  })

  test('as a child of Python, by subprocess, by os.system and by os.posix_spawn', async () => {
    expect(await python(`import subprocess; subprocess.run(['${where}', '10.0.0.2'], env={})`)).toEqual(inside)
    expect(await python(`import os; os.environ.clear(); os.system('${where} 10.0.0.2')`)).toEqual(inside)
    const spawn = `import os; os.waitpid(os.posix_spawn('${where}', ['where', '10.0.0.2'], {}), 0)`
    expect(await python(spawn)).toEqual(inside)
  })

  test('as a child of Node, also of a thread', async () => {
    const child = `require('child_process').spawnSync('${where}', ['10.0.0.2'], { env: {}, stdio: 'inherit' })`
    expect(await run(process.execPath, '-e', child)).toEqual(inside)
    const thread = `new (require('worker_threads').Worker)(${JSON.stringify(child)}, { eval: true, env: {} })`
    expect(await run(process.execPath, '-e', thread)).toEqual(inside)
  })
})

test('the caller’s own LD_PRELOAD entries stay, in their order', async () => {
  const script = 'LD_PRELOAD="libdl.so.2 libm.so.6" sh -c \'echo $LD_PRELOAD\''
  const { stdout } = await run('/bin/sh', '-c', script)
  expect(stdout).toMatch(/^\/.*\/libsocketwrap\.so:libdl\.so\.2:libm\.so\.6\n$/)
})

test('a child that is told another host is on that host', async () => {
  const { stdout } = await run('/bin/sh', '-c', `SOCKET_WRAPPER_HOST=test ${where} 10.0.0.1`)
  expect(stdout).toBe('inside test\n')
})

test('a program that is linked with ASan starts', async () => {
  const program = compile('where', path.join(folder, 'where-asan'), ['-fsanitize=address'])
  expect(await run(launch, 'execve', program)).toMatchObject({ code: 0, stderr: '' })
})

test.runIf(process.getuid?.() === 0)('a daemon that gave up root starts programs inside', async () => {
  for (const way of ['setuid', 'setresuid', 'setreuid'])
    expect(await run(become, way, '65534', where, '10.0.0.2'), way).toEqual(inside)
})

test('errors of exec are the kernel’s', async () => {
  writeFileSync(path.join(folder, 'plain'), 'echo plain "$0"\n', { mode: 0o644 })
  writeFileSync(path.join(folder, 'text'), `echo text\n`, { mode: 0o755 })
  writeFileSync(path.join(folder, 'lost'), `#!/no/such/interpreter\n`, { mode: 0o755 })
  const fail = async (way: string, name: string) => (await run(launch, way, path.join(folder, name))).stdout
  expect(await fail('execve', 'missing')).toBe('ENOENT\n')
  expect(await fail('execve', 'plain')).toBe('EACCES\n')
  expect(await fail('execve', 'text')).toBe('ENOEXEC\n')
  expect(await fail('execve', 'lost')).toBe('ENOENT\n')
  expect(await fail('execve', 'plain/below')).toBe('ENOTDIR\n')
  expect(await fail('execvp', 'missing')).toBe('ENOENT\n')
  expect(await fail('execvp', 'plain')).toBe('EACCES\n')
  expect(await fail('execvp', 'text')).toBe('text\n')
  expect(await fail('posix_spawn', 'missing')).toBe('ENOENT\n')
  expect(await fail('posix_spawnp', 'text')).toBe('ENOEXEC\n')
})
