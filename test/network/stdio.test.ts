import { once } from 'node:events'
import { createSocket } from 'node:dgram'
import { createServer, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Network } from 'socketwrap'

let network: Network
beforeEach(async () => {
  network = await createNetwork({ capture: 'on' })
  network.enter()
})
afterEach(async () => await network.close())

test('what bash says and hears on a connection of its own is recorded', async () => {
  const { ip } = network.testHost
  const server = createServer({ allowHalfOpen: true }, (socket) => socket.end('welcome\n')).listen(7, ip)
  await once(server, 'listening')
  const script = `exec 3<>/dev/tcp/${ip}/7; read -r line <&3; echo "got $line" >&3; printf 'and %d more' 5 >&3; exec 3>&-`
  const running = network.run('bash', ['-c', script])
  const [socket] = (await once(server, 'connection')) as [Socket]
  expect((await buffer(socket)).toString()).toBe('got welcome\nand 5 more')
  await running
  server.close()
  const { flows } = network.traffic({ port: 7 })
  expect(flows).toMatchObject([{ lostBytes: 0, receivedBytes: 8 }])
  expect(flows[0]?.sent.toString()).toBe('got welcome\nand 5 more')
})

test('what a program says through the standard output that it got from an inetd is recorded', async () => {
  const { ip } = network.testHost
  const server = createServer({ allowHalfOpen: true }).listen(7, ip)
  await once(server, 'listening')
  const script = `import os, socket, subprocess
connection = socket.create_connection(('${ip}', 7))
subprocess.run(['seq', '1', '20000'], stdin=connection, stdout=connection)
subprocess.run(['echo', 'end'], stdin=connection, stdout=connection)`
  const running = network.run('python3', ['-c', script])
  const [socket] = (await once(server, 'connection')) as [Socket]
  const received = await buffer(socket)
  socket.end()
  await running
  server.close()
  const { flows } = network.traffic({ port: 7 })
  expect(flows).toMatchObject([{ lostBytes: 0, sentBytes: received.length }])
  expect(flows[0]?.sent.equals(received)).toBe(true)
  expect(received.toString()).toMatch(/^1\n2\n[^]*\n20000\nend\n$/)
})

test('bash sends datagrams', async () => {
  const { ip } = network.testHost
  const receiver = createSocket('udp4').bind(7, ip)
  await once(receiver, 'listening')
  const running = network.run('bash', ['-c', `echo text > /dev/udp/${ip}/7`])
  const [message] = (await once(receiver, 'message')) as [Buffer]
  expect(message.toString()).toBe('text\n')
  await running
  receiver.close()
  expect(network.traffic({ port: 7 }).flows[0]?.sent.toString()).toBe('text\n')
})
