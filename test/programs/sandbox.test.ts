import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('perl')

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
    network,
  }) => {
    const desk = await network.host('desk')
    const server = createServer((socket) =>
      socket.on('data', (data) => socket.end(`${data} ${socket.remoteAddress}`)),
    ).listen(7, addressOf(network.testHost))
    await once(server, 'listening')
    const { stdout } = await desk.run('perl', ['-e', sandboxed, addressOf(network.testHost)])
    expect(stdout).toBe(`hello ${addressOf(desk)}`)
    server.close()
  })
