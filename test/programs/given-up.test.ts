import { once } from 'node:events'
import { createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Network } from 'socketwrap'
import { expect } from 'vitest'
import { requireProgram, requireRoot } from './setting/program-test.js'

const test = requireProgram('python3')
const rootTest = requireRoot('python3')

/** Says something, gives something up, and says some megabytes in small and in large writes; so does its child. */
function program(giveUp: string): string {
  return `
import os, resource, signal, socket, sys
connection = socket.create_connection((sys.argv[1], 7))
connection.sendall(b'before')
${giveUp}
for number in range(1024):
    connection.sendall(bytes([number % 251]) * 1024)
for number in range(40):
    connection.sendall(bytes([number]) * 65536)
if os.fork() == 0:
    for number in range(300):
        connection.sendall(bytes([number % 251]) * 1024)
    connection.sendall(b'child' * 40_000)
    os._exit(0)
os.wait()
connection.sendall(b'after')
connection.shutdown(socket.SHUT_WR)
connection.recv(100)`
}

const bytesBefore = 6 + 1024 * 1024 + 40 * 65_536
const bytesOfChild = 300 * 1024 + 200_000

/** What a server in the test heard of it, and what the traffic has. */
async function say(network: Network, giveUp: string, ...args: string[]) {
  const { ip } = network.testHost
  const server = createServer({ allowHalfOpen: true }).listen(7, ip)
  await once(server, 'listening')
  const running = network.run('python3', ['-c', program(giveUp), ip, ...args])
  const [socket] = await once(server, 'connection')
  const received = await buffer(socket)
  socket.end('bye')
  await running
  server.close()
  expect(received.length).toBe(bytesBefore + bytesOfChild + 5)
  return { received, ...network.traffic({ port: 7 }) }
}

async function isRecorded(network: Network, giveUp: string, ...args: string[]): Promise<void> {
  const { received, flows, problems } = await say(network, giveUp, ...args)
  expect(problems).toEqual([])
  expect(flows).toMatchObject([{ sentBytes: received.length, lostBytes: 0 }])
  expect(flows[0]?.sent.equals(received)).toBe(true)
}

for (const call of ['setuid(65534)', 'setresuid(65534, 65534, 65534)', 'setreuid(65534, 65534)', 'seteuid(65534)'])
  rootTest(`what a program says after ${call} is recorded, and what its child says`, async ({ recorded }) => {
    await isRecorded(recorded, `os.setgroups([])\nos.setgid(65534)\nos.${call}`)
  })

rootTest(
  'what a program says in a chroot as another user is recorded, and what its child says',
  async ({ recorded, folder }) => {
    await isRecorded(recorded, 'os.chroot(sys.argv[2])\nos.setgid(65534)\nos.setuid(65534)', folder)
  },
)

test('what a program says without a descriptor to spare is recorded; of its child the bytes are counted', async ({
  recorded,
}) => {
  const { received, flows } = await say(recorded, 'resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))')
  expect(flows).toMatchObject([{ sentBytes: received.length, lostBytes: bytesOfChild }])
  expect(flows[0]?.sent.subarray(0, bytesBefore).equals(received.subarray(0, bytesBefore))).toBe(true)
})

test('a program that limits the size of its files is not harmed, and the traffic says what is missing', async ({
  recorded,
}) => {
  const { received, flows, problems } = await say(
    recorded,
    'signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\nresource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))',
  )
  expect(problems.map(({ code }) => code)).toEqual(['RECORDING_ENDED', 'PAYLOAD_LOST', 'UNRECORDED'])
  expect(flows).toMatchObject([{ sentBytes: received.length }])
  expect(flows[0]?.lostBytes).toBeGreaterThan(0)
})
