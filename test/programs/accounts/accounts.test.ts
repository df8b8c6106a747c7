import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { HostOptions, Network } from 'socketwrap'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('getent', 'id')
const pythonTest = requireProgram('python3')

const options: HostOptions = {
  users: [
    { name: 'alice', uid: 4000, home: '/home/alice', fullName: 'Alice A.', groups: ['staff'], password: 'secret' },
    { name: 'bob', uid: 4001, home: '/home/bob', shell: '/bin/false' },
  ],
  groups: [{ name: 'devs', gid: 5000, members: ['alice', 'bob'] }],
}
const alice = 'alice:x:4000:4000:Alice A.:/home/alice:/bin/sh'
const bob = 'bob:x:4001:4001::/home/bob:/bin/false'

async function linesOf(network: Network, command: string, ...args: string[]): Promise<string[]> {
  const host = await network.host('mail', options)
  const { stdout } = await host.run(command, args)
  return stdout.trimEnd().split('\n')
}

test('getent finds the users and groups of its host by name and by number', async ({ network }) => {
  const script = 'getent passwd alice 4001 www-data; getent group devs 50'
  expect(await linesOf(network, 'sh', '-c', script)).toEqual([
    alice,
    bob,
    'www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin',
    'devs:x:5000:alice,bob',
    'staff:x:50:alice',
  ])
})
test('getent lists all of them, in the order of the file', async ({ network }) => {
  const lines = await linesOf(network, 'getent', 'passwd')
  expect(lines[0]).toMatch(/^root:x:0:0:root:/)
  expect(lines.slice(-3)).toEqual(['nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin', alice, bob])
})
test('id knows the groups of a user', async ({ network }) => {
  expect(await linesOf(network, 'id', 'alice')).toEqual([
    'uid=4000(alice) gid=4000(alice) groups=4000(alice),50(staff),5000(devs)',
  ])
})
test('getent initgroups gives the groups in which a user is named', async ({ network }) => {
  const [line = ''] = await linesOf(network, 'getent', 'initgroups', 'alice')
  expect(line.split(/\s+/)).toEqual(['alice', '50', '5000'])
})
test('the users of the machine are not there', async ({ network }) => {
  const machine = readFileSync('/etc/passwd', 'utf8').split('\n')
  const lines = await linesOf(network, 'getent', 'passwd')
  expect(lines).toContain(`root:x:0:0:root:${network.directory}/accounts/mail/root:/bin/sh`)
  expect(lines.filter((line) => machine.includes(line) && !line.includes(':/usr/sbin/nologin'))).toEqual([
    'sync:x:4:65534:sync:/bin:/bin/sync',
  ])
  expect(lines).toContain('sshd:x:101:65534:sshd:/run/sshd:/usr/sbin/nologin')
})
test('a program that reads the files itself finds the same', async ({ network }) => {
  const script = 'grep alice /etc/passwd; while read line; do case $line in devs:*) echo $line;; esac; done </etc/group'
  expect(await linesOf(network, 'sh', '-c', script)).toEqual([alice, 'devs:x:5000:alice,bob'])
})
test('a program whose environment was taken away finds the same, and so do those that it starts', async ({
  network,
}) => {
  expect(await linesOf(network, 'env', '-i', '/bin/sh', '-c', 'getent passwd bob; echo ~alice')).toEqual([
    bob,
    '/home/alice',
  ])
})
test('root changes the account files of its host, by new ones in their place too, and the machine keeps its own', async ({
  network,
}) => {
  const host = await network.host('mail', options)
  const script = `sed 's/^bob:.*/dave:x:4007:4001::\\/:\\/bin\\/sh/' /etc/passwd >/etc/passwd.socketwrap &&
    ls /etc/passwd.socketwrap && mv /etc/passwd.socketwrap /etc/passwd.new && mv -f /etc/passwd.new /etc/passwd`
  const { stdout } = await host.run('sh', ['-c', script], { user: 'root' })
  expect([stdout, existsSync('/etc/passwd.socketwrap')]).toEqual(['/etc/passwd.socketwrap\n', false])
  expect((await host.run('getent', ['passwd', 'dave', '4000'])).stdout).toBe(`dave:x:4007:4001::/:/bin/sh\n${alice}\n`)
})
test('who is not root sees no hash and changes no account', async ({ network }) => {
  const host = await network.host('mail', options)
  const script = 'cat /etc/shadow; getent shadow alice; echo >>/etc/passwd; rm -f /etc/group; grep -c . /etc/group'
  const { stdout, stderr } = await host.run('sh', ['-c', script], { user: 'alice', reject: false })
  expect(Number(stdout)).toBeGreaterThan(30)
  expect(stderr.match(/denied/g)).toHaveLength(3)
})
test('os.userInfo() of a program is its user', async ({ network }) => {
  const host = await network.host('mail', options)
  const code = 'const { uid, username, homedir, shell } = os.userInfo(); console.log(uid, username, homedir, shell)'
  const { stdout } = await host.run(process.execPath, ['-e', code], { user: 'alice' })
  expect(stdout).toBe('4000 alice /home/alice /bin/sh\n')
})
test('two hosts have accounts of their own, and one without any sees those of the machine', async ({ network }) => {
  const mail = await network.host('mail', { users: [{ name: 'alice', uid: 4000 }] })
  const web = await network.host('web', { users: [{ name: 'alice', uid: 4007 }] })
  const plain = await network.host('plain')
  const uidOn = async (host: typeof mail) => (await host.run('id', ['-u', 'alice'], { reject: false })).stdout.trim()
  expect(await Promise.all([mail, web, plain].map(uidOn))).toEqual(['4000', '4007', ''])
})
test('a home that nobody has named is an empty folder of the network, and goes with the host', async ({ network }) => {
  const host = await network.host('mail', { users: [{ name: 'carol' }] })
  const { stdout } = await host.run('sh', ['-c', 'cd ~carol && pwd && touch here && ls -A'])
  expect(stdout).toBe(`${path.join(network.directory, 'accounts', 'mail', 'home', 'carol')}\nhere\n`)
  await host.close()
  const again = await network.host('mail')
  expect((await again.run('getent', ['passwd', 'carol'], { reject: false })).exitCode).toBe(2)
})

const inPython = `
import grp, os, pwd
print(pwd.getpwnam('alice').pw_gecos, pwd.getpwuid(4001).pw_name, grp.getgrnam('devs').gr_mem, grp.getgrgid(50).gr_name)
print([user.pw_name for user in pwd.getpwall()][-2:], sorted(group.gr_name for group in grp.getgrall() if 'alice' in group.gr_mem))
print(os.getgrouplist('alice', 4000), os.path.expanduser('~bob'))
for missing in (lambda: pwd.getpwnam('carol'), lambda: pwd.getpwuid(77777), lambda: grp.getgrnam('carol')):
    try: missing()
    except KeyError: print('KeyError')
`
pythonTest('pwd and grp of Python know them', async ({ network }) => {
  expect(await linesOf(network, 'python3', '-c', inPython)).toEqual([
    "Alice A. bob ['alice', 'bob'] staff",
    "['alice', 'bob'] ['devs', 'staff']",
    '[4000, 50, 5000] /home/bob',
    'KeyError',
    'KeyError',
    'KeyError',
  ])
})
