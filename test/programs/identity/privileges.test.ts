import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('python3', 'chroot', 'id')

test('chroot of a fake root succeeds, leaves paths as they are, and is recorded', async ({ network, folder }) => {
  const host = await network.host('box')
  const { stdout } = await host.run('chroot', [folder, '/usr/bin/id', '-u'], { user: 'root' })
  expect(stdout).toBe('0\n')
  expect(host.privileges()).toContainEqual(
    expect.objectContaining({ program: 'chroot', call: 'chroot', argument: folder, errno: 0 }),
  )
})

test('after chroot the working directory can be the new root', async ({ network, folder }) => {
  const code = `import os; os.chroot('${folder}'); os.chdir('/'); open('here', 'w'); print(os.path.exists('${folder}/here'))`
  expect((await network.run('python3', ['-c', code], { user: 'root' })).stdout).toBe('True\n')
})

test('chroot is for those who may', async ({ network, folder }) => {
  const asUser = await network.run('chroot', [folder, '/usr/bin/id'], { user: 1000, reject: false })
  expect(asUser.stderr).toContain('Operation not permitted')
  const refused = { user: 'root', privileges: { chroot: 'refuse' }, reject: false } as const
  const asRoot = await network.run('env', ['-i', '/usr/sbin/chroot', folder, '/usr/bin/id'], refused)
  expect(asRoot.stderr).toContain('Operation not permitted')
})

test('a daemon raises its limits and gives up its privileges, and the test sees how', async ({ network }) => {
  const host = await network.host('box')
  const code = `
import ctypes, os, resource
libc = ctypes.CDLL(None, use_errno=True)
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard + 1, hard + 1))
print(libc.unshare(0x20000), libc.mount(b'none', b'/mnt', b'tmpfs', 0, None), ctypes.get_errno())
os.setgroups([33]); os.setgid(33)
print(libc.prctl(8, 1), libc.prctl(7))
os.setuid(33)
print(libc.unshare(0x20000), ctypes.get_errno())`
  const { stdout } = await host.run('python3', ['-c', code], { user: 'root' })
  expect(stdout).toBe('0 -1 1\n0 1\n-1 1\n')
  const told = host.privileges().map(({ call, errno }) => `${call} ${errno}`)
  expect(told).toEqual(['setrlimit 0', 'unshare 0', 'setgroups 0', 'prctl 0', 'unshare 1'])
})

test('a program that takes all files from itself goes on, and it is recorded', async ({ network }) => {
  const host = await network.host('sandboxed')
  const code = `
import os, resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
os.setgroups([33])
resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
print('alive')`
  const { stdout } = await host.run('python3', ['-c', code], { user: 'root' })
  expect(stdout).toBe('alive\n')
  expect(host.privileges().map(({ call }) => call)).toContain('setrlimit')
})

// Each call is one that changes nothing, and that the kernel refuses before it looks at what is wrong with it.
const changeMachine = `
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
timex = (ctypes.c_int * 64)(0x4000) # a tick of the clock that no clock has
for call, argument in (libc.reboot, 0x1234), (libc.adjtimex, timex), (libc.swapoff, b'/nowhere'):
  print(call(argument), os.strerror(ctypes.get_errno()))`

test('a fake user, and a fake root, has no rights over the machine’s clock, power and memory', async ({ network }) => {
  for (const user of ['root', 'daemon']) {
    const { stdout } = await network.run('python3', ['-c', changeMachine], { user })
    expect(stdout).toBe('-1 Operation not permitted\n'.repeat(3))
  }
})

test('what a fake root starts has none either, by whatever way', async ({ network }) => {
  const { stdout } = await network.run('env', ['-i', '/bin/cat', '/proc/self/status'], { user: 'root' })
  const networks = 2n ** 12n
  const clock = 2n ** 25n
  const rights = [...stdout.matchAll(/^Cap(?:Inh|Prm|Eff):\s*(\w+)$/gm)].map(([, set]) => BigInt(`0x${set}`))
  expect(rights.map((set) => set & (networks | clock))).toEqual([0n, 0n, 0n])
})

test('answers to a program that has no user would do nothing, and are an error', async ({ network }) => {
  await expect(network.run('id', [], { privileges: { chroot: 'refuse' } })).rejects.toMatchObject({
    code: 'BAD_OPTION',
    message: expect.stringContaining('must be given with a user'),
  })
})

test('a wrong name of a call or an answer is an error', async ({ network }) => {
  const options = { user: 'root', privileges: { chroot: 'maybe' as 'accept' } }
  await expect(network.run('id', [], options)).rejects.toMatchObject({ code: 'BAD_OPTION' })
})
