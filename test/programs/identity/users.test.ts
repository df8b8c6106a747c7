import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('id', 'python3')

test('a program believes to be the user that the test names, and so does what it starts', async ({ network }) => {
  const mail = await network.host('mail', { users: [{ name: 'alice', uid: 1000, groups: ['staff'] }] })
  const ids = 'id -u; id -g; id -G; env -i id -u; (id -u | cat)'
  const { stdout } = await mail.run('sh', ['-c', ids], { user: 'alice' })
  expect(stdout.split('\n')).toEqual(['1000', '1000', '1000 50', '1000', '1000', ''])
})

test('a uid that nobody has is one too', async ({ network }) => {
  const { stdout } = await network.run('id', ['-u'], { user: 4242 })
  expect(stdout).toBe('4242\n')
})

test('a program without a user keeps its real ids, and nothing is added to it', async ({ network }) => {
  const { stdout } = await network.run('sh', ['-c', 'id -u; grep -c identity /proc/self/maps'], { reject: false })
  expect(stdout).toBe(`${process.getuid?.()}\n0\n`)
})

test('a user whom the host does not have is an error that names those it has', async ({ network }) => {
  await expect(network.run('id', [], { user: 'joe' })).rejects.toMatchObject({
    code: 'UNKNOWN_USER',
    message: expect.stringContaining('www-data'),
  })
})

test('a uid that is written as a text is an error that says how to give it', async ({ network }) => {
  await expect(network.run('id', [], { user: '1000' })).rejects.toMatchObject({
    code: 'UNKNOWN_USER',
    message: expect.stringContaining('For a uid give a number: user: 1000.'),
  })
})

test('an error does not name thousands of users', async ({ network }) => {
  const host = await network.host('box', { users: Array.from({ length: 500 }, (_, index) => ({ name: `u${index}` })) })
  await expect(host.run('id', [], { user: 'joe' })).rejects.toMatchObject({
    message: expect.stringMatching(/^.{1,900} and \d+ more\. Make one with/),
  })
})

test('a program whose libc cannot be hooked is no other user: an error says so', async ({ network }) => {
  await expect(network.run('id', [], { user: 'root', via: 'supervise' })).rejects.toMatchObject({
    code: 'USER_UNSUPPORTED',
  })
})

test('a Node program gives up root with process.setuid and cannot take it back', async ({ network }) => {
  const code = `
    process.setgroups([7, 5])
    process.setgid(33)
    process.setuid(33)
    console.log(process.getuid(), process.geteuid(), process.getgid(), process.getgroups().join())
    try { process.seteuid(0) } catch (error) { console.log(error.code) }
    console.log(require('node:child_process').execFileSync('id', ['-u'], { env: {} }) + '')
    console.log(require('node:child_process').execSync('id -g') + '')`
  const { stdout } = await network.run(process.execPath, ['-e', code], { user: 'root' })
  expect(stdout).toBe('33 33 33 5,7,33\nEPERM\n33\n\n33\n\n')
})

test('a Node program as root starts one as another user and stays root itself', async ({ network }) => {
  const code = `
    const { execFileSync } = require('node:child_process')
    console.log(execFileSync('id', ['-un'], { uid: 33, gid: 33 }) + '' + process.getuid())`
  const { stdout } = await network.run(process.execPath, ['-e', code], { user: 'root' })
  expect(stdout).toBe('www-data\n0\n')
})

test('threads follow setuid of libc, and the raw call changes one thread alone', async ({ network }) => {
  const code = `
import ctypes, os, threading
libc = ctypes.CDLL(None)
def in_thread(run):
    thread = threading.Thread(target=run); thread.start(); thread.join()
def alone():
    libc.syscall(ctypes.c_long(117), 5, 5, 5)
    print('thread', os.getuid())
    in_thread(lambda: print('its thread', os.getuid()))
in_thread(alone)
print('process', os.getuid())
in_thread(lambda: os.setuid(6))
print('all', os.getuid())`
  const { stdout } = await network.run('python3', ['-c', code], { user: 'root' })
  expect(stdout).toBe('thread 5\nits thread 5\nprocess 0\nall 6\n')
})
