import { promises as dns } from 'node:dns'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Network } from 'socketwrap'
import { afterAll, expect } from 'vitest'
import { requireProgram, requireRoot } from '../setting/program-test.js'
import { compileOnce, removeCompiled } from './compile-once.js'

afterAll(removeCompiled)

const many = Array.from({ length: 120 }, (_, index) => `203.0.113.${index + 1}`)
const sort = (addresses: string[]) => addresses.toSorted((a, b) => Number(a.split('.')[3]) - Number(b.split('.')[3]))

const python = '/usr/bin/python3'
const runPython = async (network: Network, script: string, ...args: string[]) =>
  (await network.run(python, ['-c', script, ...args])).stdout.trim().split('\n')

requireProgram('dig', 'python3')(
  'a name with more addresses than a datagram holds gives them all, by TCP where that is needed',
  async ({ network }) => {
    network.dns({ 'many.test': [...many, '2001:db8::1'] })
    const found = await dns.lookup('many.test', { all: true })
    expect(sort(found.filter(({ family }) => family === 4).map(({ address }) => address))).toEqual(many)
    expect(found.filter(({ family }) => family === 6)).toEqual([{ address: '2001:db8::1', family: 6 }])
    expect(sort(await dns.resolve4('many.test'))).toEqual(many)
    const dig = async (...args: string[]) => (await network.run('dig', [...args, 'many.test', 'A'])).stdout
    expect(sort((await dig('+short')).trim().split('\n'))).toEqual(many)
    expect(await dig('+noedns', '+ignore')).toMatch(/flags: qr aa tc/)
    expect(await dig('+noedns')).toContain('(TCP)')
    expect(await dig('+bufsize=4096')).toMatch(/ANSWER: 120,.*\(UDP\)/s)
    const asked =
      'import socket; print(*sorted(a[4][0] for a in socket.getaddrinfo("many.test", 80, type=1)), sep="\\n")'
    expect(await runPython(network, asked)).toEqual([...many, '2001:db8::1'].toSorted())
    const byName = 'import socket; print(len(socket.gethostbyname_ex("many.test")[2]))'
    expect(await runPython(network, byName)).toEqual(['120'])
  },
)

requireProgram('dig')('extensions of the DNS are answered as servers do', async ({ network }) => {
  network.dns({ 'api.test': '203.0.113.1' })
  const dig = async (...args: string[]) => (await network.run('dig', [...args, 'api.test'])).stdout
  expect(await dig('+edns=1', '+noednsneg')).toContain('status: BADVERS')
  expect(await dig('+dnssec')).toMatch(/flags: do/)
  expect(await dig('+cookie', '+nsid', '+subnet=192.0.2.0/24', '+padding=128')).toContain('status: NOERROR')
  expect(await dig('+opcode=STATUS')).toContain('status: NOTIMP')
  expect(await dig('-c', 'CH')).toMatch(/status: (REFUSED|NOTIMP)/)
})

requireProgram('dig')(
  'names and labels of every length are answered or refused, and none is cut',
  async ({ network }) => {
    const name = (length: number) => `${'x'.repeat(63)}.`.repeat(4).slice(0, length - 5) + '.test'
    const longest = name(253)
    network.dns({ [longest]: '203.0.113.1', [`${'y'.repeat(63)}.test`]: '203.0.113.2' })
    expect(await dns.lookup(longest)).toEqual({ address: '203.0.113.1', family: 4 })
    expect(await dns.resolve4(longest)).toEqual(['203.0.113.1'])
    expect((await network.run('dig', ['+short', longest])).stdout).toBe('203.0.113.1\n')
    expect((await network.run('dig', ['+short', `${'y'.repeat(63)}.test`])).stdout).toBe('203.0.113.2\n')
    for (const bad of [name(254), name(255), name(300), `${'y'.repeat(64)}.test`]) {
      await expect(dns.lookup(bad)).rejects.toMatchObject({ code: bad.length > 255 ? 'EINVAL' : 'ENOTFOUND' })
      await expect(dns.resolve4(bad)).rejects.toMatchObject({ code: expect.stringMatching(/EBADNAME|ENOTFOUND/) })
      expect(() => network.dns({ [bad]: '203.0.113.1' })).toThrow(expect.objectContaining({ code: 'BAD_DNS_NAME' }))
    }
  },
)

requireProgram('dig', 'getent')('aliases in a circle are a failure for everyone, and end', async ({ network }) => {
  network.dns({ 'a.test': { CNAME: 'b.test' }, 'b.test': { CNAME: 'c.test' }, 'c.test': { CNAME: 'a.test' } })
  await expect(dns.lookup('a.test')).rejects.toMatchObject({ code: 'EAI_AGAIN' })
  await expect(dns.resolve4('a.test')).rejects.toMatchObject({ code: 'ESERVFAIL' })
  expect((await network.run('dig', ['+tries=1', 'a.test'])).stdout).toContain('status: SERVFAIL')
  expect((await network.run('sh', ['-c', 'getent ahosts a.test; echo $?'])).stdout).toBe('2\n')
})

requireProgram('python3')('ten thousand names are as good as one, and too many are an error', async ({ network }) => {
  const names = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`n${i}.test`, `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`]),
    )
  network.dns(names(10_000))
  const script = `import socket
for i in range(0, 10000, 7):
    found = socket.gethostbyname(f'n{i}.test')
    assert found == f'10.{i >> 16}.{i >> 8 & 255}.{i & 255}', (i, found)
print('all')`
  expect(await runPython(network, script)).toEqual(['all'])
  expect(() => network.dns(names(40_000))).toThrow(expect.objectContaining({ code: 'TABLE_TOO_LARGE' }))
  expect(await dns.lookup('n9999.test')).toEqual({ address: '10.0.39.15', family: 4 })
})

requireProgram('python3')('a program with no descriptor left looks names up', async ({ network }) => {
  network.dns({ 'api.test': ['203.0.113.1', '2001:db8::1'] })
  const script = `import os, resource, socket
socket.getaddrinfo('localhost', 80)
'x'.encode('idna')
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
try:
    while True: os.dup(0)
except OSError as error: print(error.strerror)
print(*[a[4][0] for a in socket.getaddrinfo('api.test', 80, type=socket.SOCK_STREAM)])
print(socket.gethostbyname('api.test'), socket.getfqdn('203.0.113.1'))`
  expect(await runPython(network, script)).toEqual([
    'Too many open files',
    '203.0.113.1 2001:db8::1',
    '203.0.113.1 api.test',
  ])
})

requireRoot('python3')(
  'a program in a chroot looks names up, also after they have changed',
  async ({ network, folder }) => {
    const empty = path.join(folder, 'empty')
    mkdirSync(empty)
    network.dns({ 'api.test': '203.0.113.1' })
    const script = `import os, socket, sys
'x'.encode('idna')
os.chroot(sys.argv[1])
os.chdir('/')
for line in sys.stdin: print(socket.gethostbyname('api.test'), socket.gethostbyaddr('203.0.113.1')[0], flush=True)`
    const program = await network.spawn(python, ['-c', script, empty], { stdin: 'pipe' })
    const ask = async (lines: number) => {
      program.stdin?.write('?\n')
      await expect.poll(() => program.stdout.split('\n').length).toBe(lines + 1)
      return program.stdout.split('\n')[lines - 1]
    }
    expect(await ask(1)).toBe('203.0.113.1 api.test')
    network.dns({ 'api.test': '203.0.113.2', 'other.test': '203.0.113.1' })
    expect(await ask(2)).toBe('203.0.113.2 other.test')
  },
)

requireProgram('gcc')(
  '64 threads that ask, and forks, get whole answers while the names change',
  async ({ network }) => {
    const name = (last: number) => network.dns({ 'api.test': [`203.0.113.${last}`, `2001:db8::${last.toString(16)}`] })
    name(1)
    const program = await network.spawn(compileOnce('ask_storm.c', ['-pthread', '-lresolv']), [], { stdin: 'pipe' })
    await expect.poll(() => program.stdout).toBe('ready\n')
    for (let change = 0; change < 200; change++) {
      name((change % 250) + 1)
      await setImmediate()
    }
    program.stdin?.end()
    expect(await program.exited).toMatchObject({ exitCode: 0 })
    expect(program.stdout).toBe('ready\n0 wrong of many\n')
  },
)
