import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram, requireRoot } from './setting/program-test.js'

const test = requireProgram('perl')
const rootTest = requireRoot('python3')

const [prctl, exit] = process.arch === 'arm64' ? [167, 93] : [157, 60]

/** Connects, allows itself read, write and exit only (prctl 22 is PR_SET_SECCOMP, 1 the strict mode), and goes on. */
const sandboxed = `
  use IO::Socket::IP;
  my $socket = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => 7) or die $@;
  syscall(${prctl}, 22, 1, 0, 0, 0) == 0 or die $!;
  syswrite $socket, 'hello';
  sysread $socket, my $answer, 100;
  syswrite STDOUT, $answer;
  syscall(${exit}, 0);
`

for (const { family, addressOf } of families)
  test(`a program that has allowed itself only read and write keeps its connection over ${family}`, async ({
    recorded: network,
  }) => {
    const desk = await network.host('desk')
    const server = createServer((socket) =>
      socket.on('data', (data) => socket.end(`${data} ${socket.remoteAddress}`)),
    ).listen(7, addressOf(network.testHost))
    await once(server, 'listening')
    const { stdout } = await desk.run('perl', ['-e', sandboxed, addressOf(network.testHost)])
    expect(stdout).toBe(`hello ${addressOf(desk)}`)
    server.close()
    const [flow] = network.traffic().flows
    expect([flow?.sent.toString(), flow?.received.toString()]).toEqual(['hello', stdout])
  })

/** Sees an empty folder in place of all files, and speaks of it; its child goes on, as another user. */
const confined = `
import os, socket, sys
folder, address = sys.argv[1:]
connection = socket.socket()
os.chroot(folder)
connection.connect((address, 7))
connection.sendall(b'from the parent, ')
if os.fork() == 0:
    os.setuid(65534)
    connection.sendall(b'from the child')
    os._exit(0)
os.wait()
connection.shutdown(socket.SHUT_WR)
connection.recv(100)`

rootTest(
  'what a program in a chroot says, and the child that it forks there, is recorded',
  async ({ recorded: network, folder }) => {
    const desk = await network.host('desk')
    const server = createServer((socket) => socket.resume().on('end', () => socket.end('bye'))).listen(7)
    await once(server, 'listening')
    await desk.run('python3', ['-c', confined, folder, network.testHost.ip])
    server.close()
    const [flow] = network.traffic().flows
    expect([flow?.sent.toString(), flow?.received.toString()]).toEqual(['from the parent, from the child', 'bye'])
  },
)
