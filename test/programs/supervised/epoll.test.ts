import type { Network } from 'socketwrap'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('python3')

/** A client and a server in one program, each in epoll before it is anything; data makes both report. */
const script = `
import select, socket, sys
epoll = select.epoll()
def wait(what): print(what, [(names[fd], events) for fd, events in epoll.poll(5)])
listener, client = socket.socket(), socket.socket()
names = {listener.fileno(): 'listener', client.fileno(): 'client'}
epoll.register(listener, select.EPOLLIN)
epoll.register(client, 0)
if 'bound' in sys.argv: client.bind(('127.0.0.1', 0))
listener.bind(('127.0.0.1', 0))
listener.listen()
client.connect(listener.getsockname())
wait('connected')
server = listener.accept()[0]
server.send(b'x')
epoll.modify(client, select.EPOLLIN)
wait('data')
print(client.recv(10), epoll.poll(0))
epoll.unregister(client)
server.send(b'y')
print(epoll.poll(0))
epoll.unregister(listener)
epoll.close()`
const expected = `connected [('listener', 1)]\ndata [('client', 1)]\nb'x' []\n[]\n`

async function watch(network: Network, bound: string): Promise<string> {
  const { stdout } = await network.run('python3', ['-c', script, bound], { via: 'supervise' })
  return stdout
}

for (const bound of ['', 'bound']) {
  const title = `a ${bound || 'fresh'} client and a listener in epoll go on reporting when they connect and listen`
  test(title, async ({ network }) => expect(await watch(network, bound)).toBe(expected))
  test(`${title}, recorded`, async ({ recorded }) => expect(await watch(recorded, bound)).toBe(expected))
}
