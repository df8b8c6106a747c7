import { afterAll, beforeEach, expect, test } from 'vitest'
import { makeNetwork, removeNetwork, runOn } from './network.ts'

const network = makeNetwork()
let seen = 0
beforeEach(() => {
  seen = network.notices().at(-1)?.sequence ?? 0
})
afterAll(() => removeNetwork(network))

/** What Python says of each expression, a line each. */
async function tryEach(...expressions: string[]): Promise<string[]> {
  const script = `
import ctypes, errno, struct
from socket import *
libc = ctypes.CDLL(None, use_errno=True)
def system_call(number, *arguments):
    ctypes.set_errno(0)
    if libc.syscall(number, *arguments) < 0: raise OSError(ctypes.get_errno(), '')
def attempt(function):
    try: function(); return 'made'
    except OSError as error: return errno.errorcode[error.errno]
${expressions.map((expression) => `print(attempt(lambda: ${expression}))`).join('\n')}
`
  const { stdout, stderr } = await runOn(network, 'db', 'python3', ['-c', script])
  expect(stderr).toBe('')
  return stdout.trim().split('\n')
}

const noticed = () =>
  network.notices(seen).map(({ kind, protocol, destination, errno }) => ({ kind, protocol, destination, errno }))

const kinds: [string, string, string, string][] = [
  ['AF_INET, SOCK_RAW, 1', 'EPERM', 'raw', 'socket(AF_INET, SOCK_RAW, 1)'],
  ['AF_INET6, SOCK_RAW, 58', 'EPERM', 'raw', 'socket(AF_INET6, SOCK_RAW, 58)'],
  ['AF_INET, SOCK_DGRAM, 1', 'EACCES', 'icmp', 'socket(AF_INET, SOCK_DGRAM, 1)'],
  ['AF_INET6, SOCK_DGRAM, 58', 'EACCES', 'icmp', 'socket(AF_INET6, SOCK_DGRAM, 58)'],
  ['AF_PACKET, SOCK_RAW, 768', 'EPERM', 'packet', 'socket(AF_PACKET, SOCK_RAW, 768)'],
  ['AF_PACKET, SOCK_DGRAM, 0', 'EPERM', 'packet', 'socket(AF_PACKET, SOCK_DGRAM, 0)'],
  ['AF_INET, SOCK_STREAM, 132', 'EPROTONOSUPPORT', 'other', 'socket(AF_INET, SOCK_STREAM, 132)'],
  ['AF_INET, SOCK_SEQPACKET, 132', 'EPROTONOSUPPORT', 'other', 'socket(AF_INET, SOCK_SEQPACKET, 132)'],
  ['AF_VSOCK, SOCK_STREAM, 0', 'EAFNOSUPPORT', 'other', 'socket(AF_VSOCK, SOCK_STREAM, 0)'],
  ['AF_CAN, SOCK_RAW, 1', 'EAFNOSUPPORT', 'other', 'socket(AF_CAN, SOCK_RAW, 1)'],
  ['AF_TIPC, SOCK_RDM, 0', 'EAFNOSUPPORT', 'other', 'socket(AF_TIPC, SOCK_RDM, 0)'],
  ['31, SOCK_STREAM, 3', 'EAFNOSUPPORT', 'other', 'socket(AF_BLUETOOTH, SOCK_STREAM, 3)'],
  ['43, SOCK_STREAM, 0', 'EAFNOSUPPORT', 'other', 'socket(AF_SMC, SOCK_STREAM, 0)'],
  ['41, SOCK_SEQPACKET, 0', 'EAFNOSUPPORT', 'other', 'socket(41, SOCK_SEQPACKET, 0)'],
]

test('sockets that would go past the network are refused, and noted as the call that made them', async () => {
  const sockets = kinds.map(([call]) => `socket(${call})`)
  expect(await tryEach(...sockets)).toEqual(kinds.map(([, errno]) => errno))
  expect(noticed()).toEqual(
    kinds.map(([, errno, protocol, destination]) => ({ kind: 'unsupported', protocol, destination, errno })),
  )
  expect(network.notices(seen)[0]).toMatchObject({
    host: 'db',
    program: expect.stringMatching(/^python/),
    command: expect.stringMatching(/python\S* -c /),
    reason: 'raw packets would reach the real network',
  })
})

test('what no kernel makes is refused without a word, as is what programs do without', async () => {
  const calls = [
    'AF_INET, SOCK_STREAM, 17',
    'AF_INET, SOCK_STREAM, 262',
    'AF_INET, SOCK_RAW, 0',
    '1000, SOCK_STREAM, 0',
  ]
  expect(await tryEach(...calls.map((call) => `socket(${call})`))).toEqual([
    'EPROTONOSUPPORT',
    'EPROTONOSUPPORT',
    'EPROTONOSUPPORT',
    'EAFNOSUPPORT',
  ])
  expect(noticed()).toEqual([])
})

test('sockets that stay within the machine are made', async () => {
  const calls = ['AF_UNIX, SOCK_STREAM, 0', 'AF_UNIX, SOCK_SEQPACKET, 0', 'AF_NETLINK, SOCK_RAW, 0']
  expect(await tryEach(...calls.map((call) => `socket(${call})`))).toEqual(['made', 'made', 'made'])
  expect(noticed()).toEqual([])
})

test('the kernel has no io_uring, and only a ring for more than epoll is noted', async () => {
  const setup = (entries: number, flags: number) =>
    `system_call(425, ${entries}, ctypes.create_string_buffer(struct.pack('<8xI108x', ${flags})))`
  expect(await tryEach(setup(8, 0), setup(256, 2), setup(256, 0))).toEqual(['ENOSYS', 'ENOSYS', 'ENOSYS'])
  const notice = { kind: 'unsupported', protocol: 'io_uring', destination: 'io_uring_setup()', errno: 'ENOSYS' }
  expect(noticed()).toEqual([notice, notice])
})

test('Node does without io_uring, and nothing is noted', async () => {
  const script = `require('fs').promises.readFile('/proc/self/comm', 'utf8').then(() => console.log('read'))`
  expect(await runOn(network, 'db', process.execPath, ['-e', script])).toEqual({
    code: 0,
    stdout: 'read\n',
    stderr: '',
  })
  expect(noticed()).toEqual([])
})
