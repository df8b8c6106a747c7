import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('python3')

test('a supervisor keeps nothing of the sockets that its program has closed', async ({ network }) => {
  const script = `
import os, socket
def open_in_supervisor(): return len(os.listdir(f'/proc/{os.getppid()}/fd'))
def use(connects):
    for i in range(500):
        one = socket.socket()
        if connects: assert one.connect_ex(('127.0.0.1', 9)) == 111
        one.close()
    return open_in_supervisor()
print(max(use(False), use(True)) < 64)
held = [socket.socket() for _ in range(200)]
use(False)
listener = socket.socket()
listener.bind(('127.0.0.1', 0))
listener.listen(200)
for one in held: one.connect(listener.getsockname())
print(len([one.getpeername() for one in held]))`
  const { stdout } = await network.run('python3', ['-c', script], { via: 'supervise' })
  expect(stdout).toBe('True\n200\n')
})
