import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import type { Host } from 'socketwrap'
import { afterAll, expect } from 'vitest'
import { mayRename } from '../setting/may-rename.js'
import { requireProgram } from '../setting/program-test.js'
import { compileOnce, removeCompiled } from './compile-once.js'

afterAll(removeCompiled)

/** What programs in several languages say about the machine that they run on. */
const inPython = `import fcntl, json, os, platform, socket
lo, eth = (socket.if_nametoindex(name) for name in ('lo', 'eth0'))
print(json.dumps({
  'names': [socket.gethostname(), os.uname().nodename, platform.node(), open('/etc/hostname').read().strip()],
  'interfaces': [socket.if_indextoname(lo), socket.if_indextoname(eth), dict(map(reversed, socket.if_nameindex())) == {'lo': lo, 'eth0': eth}],
  'own': sorted({entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), None)}),
  'localhost': sorted({entry[4][0] for entry in socket.getaddrinfo('localhost', None)}),
}))`
const inNode = `console.log(JSON.stringify({ name: os.hostname(), interfaces: os.networkInterfaces() }))`

interface Said {
  names: string[]
  interfaces: unknown[]
  own: string[]
  localhost: string[]
}

function addressesOf(interfaces: NodeJS.Dict<os.NetworkInterfaceInfo[]>, name: string): string[] {
  return (interfaces[name] ?? []).map(({ address }) => address)
}

function expectInterfacesOf(host: Host, interfaces: NodeJS.Dict<os.NetworkInterfaceInfo[]>): void {
  expect(Object.keys(interfaces).toSorted()).toEqual(['eth0', 'lo'])
  expect(addressesOf(interfaces, 'lo').toSorted()).toEqual(['127.0.0.1', '::1'])
  const global = addressesOf(interfaces, 'eth0').filter((address) => !address.startsWith('fe80:'))
  expect(global.toSorted()).toEqual([...host.addresses].toSorted())
}

requireProgram(
  'python3',
  'hostname',
  'uname',
)('programs know the host that they run on', async ({ network }) => {
  const web = await network.host('web.example.com', { ip: ['203.0.113.80', '2001:db8::80'], names: ['www'] })
  const said = JSON.parse((await web.run('/usr/bin/python3', ['-c', inPython])).stdout) as Said
  expect(said).toEqual({
    names: Array.from({ length: 4 }, () => 'web.example.com'),
    interfaces: ['lo', 'eth0', true],
    own: ['2001:db8::80', '203.0.113.80'],
    localhost: ['127.0.0.1', '::1'],
  })
  const node = JSON.parse((await web.run(process.execPath, ['-e', inNode])).stdout) as {
    name: string
    interfaces: NodeJS.Dict<os.NetworkInterfaceInfo[]>
  }
  expect(node.name).toBe('web.example.com')
  expectInterfacesOf(web, node.interfaces)
  const shell = await web.run('sh', ['-c', 'uname -n; hostname; hostname -s; hostname -f; hostname -d; hostname -I'])
  expect(shell.stdout.split('\n').slice(0, 5)).toEqual([
    'web.example.com',
    'web.example.com',
    'web',
    'web.example.com',
    'example.com',
  ])
  expect(shell.stdout.split('\n')[5]).toContain('203.0.113.80')
})

requireProgram('hostname')('so does the test, and what it starts by itself', async ({ network }) => {
  const { testHost } = network
  expect(os.hostname()).toBe(testHost.name)
  expectInterfacesOf(testHost, os.networkInterfaces())
  expect(readFileSync('/etc/hostname', 'utf8')).toBe(`${testHost.name}\n`)
  expect(execFileSync('hostname', { encoding: 'utf8' })).toBe(`${testHost.name}\n`)
  expect(execFileSync('uname', ['-n'], { encoding: 'utf8' })).toBe(`${testHost.name}\n`)
})

requireProgram(
  'python3',
  'hostname',
  'gcc',
)('nobody renames the machine from a network', async ({ network }) => {
  network.leave()
  const name = os.hostname()
  const script = `import ctypes, errno, socket
libc = ctypes.CDLL(None, use_errno=True)
try: print(socket.sethostname('renamed'))
except OSError as error: print(errno.errorcode[error.errno])
print(libc.setdomainname(b'renamed', 7), libc.syscall(170, b'again', 5), ctypes.get_errno())`
  const web = await network.host('web')
  const { stdout } = await web.run('/usr/bin/python3', ['-c', script])
  expect(stdout).toBe(mayRename() ? 'None\n0 0 0\n' : 'EPERM\n-1 -1 1\n')
  const shell = await web.run('sh', ['-c', 'hostname; hostname once-more; hostname; uname -n; cat /etc/hostname'])
  expect(shell.stdout).toBe(mayRename() ? 'again\nonce-more\nonce-more\nonce-more\n' : 'web\nweb\nweb\nweb\n')
  const { stdout: ofStatic } = await web.run(compileOnce('rename.c', ['-static']))
  expect(ofStatic).toBe(mayRename() ? '0 renamed\n' : '-1 EPERM\n')
  expect(os.hostname()).toBe(name)
})

requireProgram('hostname')(
  'a name that root gives to a host is seen by all on it, and changes no name',
  async ({ network }) => {
    network.leave()
    const machine = os.hostname()
    const web = await network.host('web.example.com')
    const tell = `const dns = require('node:dns/promises')
process.stdin.on('data', async () => {
  const found = await Promise.allSettled(['renamed', 'web.example.com'].map((name) => dns.lookup(name, { all: true })))
  const addresses = found.map(({ value }) => value?.map(({ address }) => address).join(' ') ?? '')
  console.log(JSON.stringify([os.hostname(), ...addresses]))
  process.exit()
})`
    const earlier = await web.spawn(process.execPath, ['-e', tell], { stdin: 'pipe' })
    await web.run('sh', ['-c', 'hostname renamed; true'])
    earlier.stdin?.end('now')
    await earlier.exited
    const own = mayRename() ? 'renamed' : 'web.example.com'
    expect(JSON.parse(earlier.stdout)).toEqual([own, '', `${web.ip} ${web.ip6}`])
    expect((await web.run('hostname')).stdout).toBe(`${own}\n`)
    expect((await network.run('hostname')).stdout).toBe(`${network.testHost.name}\n`)
    expect(network.hosts().map(({ name }) => name)).toContain('web.example.com')
    expect(os.hostname()).toBe(machine)
  },
)
