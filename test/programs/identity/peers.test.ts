import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('python3')

const prelude = `
import os, socket, struct, sys
def become(user): os.setgroups([]); os.setresgid(user, user, user); os.setresuid(user, user, user)`

test('a server sees who is at the other end of a unix socket, as PostgreSQL’s peer authentication does', async ({
  network,
  folder,
}) => {
  const code = `${prelude}
server = socket.socket(socket.AF_UNIX); server.bind('s'); server.listen()
if os.fork() == 0:
    become(1000); client = socket.socket(socket.AF_UNIX); client.connect('s'); client.recv(1); os._exit(0)
peer, _ = server.accept()
print(*struct.unpack('3i', peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[1:])`
  const { stdout } = await network.run('python3', ['-c', code], { user: 'root', cwd: folder })
  expect(stdout).toBe('1000 1000\n')
})

test('credentials that are sent over a unix socket are the believed ones, and nobody claims others', async ({
  network,
  folder,
}) => {
  const code = `${prelude}
a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
b.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
if os.fork() == 0:
    become(1000)
    for user in (1000, 0):
        claim = struct.pack('3i', os.getpid(), user, user)
        try: a.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, claim)])
        except PermissionError: a.send(b'refused')
    os._exit(0)
for _ in 'ab':
    data, control, *_ = b.recvmsg(16, 64)
    print(data.decode(), *struct.unpack('3i', control[0][2])[1:])`
  const { stdout } = await network.run('python3', ['-c', code], { user: 'root', cwd: folder })
  expect(stdout).toBe('x 1000 1000\nrefused 1000 1000\n')
})
