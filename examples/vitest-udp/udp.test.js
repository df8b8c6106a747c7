import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { test } from 'vitest-environment-socketwrap/test'

const echo = fileURLToPath(new URL('echo.py', import.meta.url))

async function openSocket(...address) {
  const socket = createSocket('udp4')
  onTestFinished(() => new Promise((resolve) => socket.close(resolve)))
  socket.bind(...address)
  await once(socket, 'listening')
  return socket
}

test('two sockets in the test talk both ways', async ({ network }) => {
  const [left, right] = [await openSocket(4000), await openSocket(5000)]
  const { ip } = network.testHost

  left.send('ping', 5000, ip)
  const [ping, from] = await once(right, 'message')
  expect([ping.toString(), from.address, from.port]).toEqual(['ping', ip, 4000])

  right.send('pong', from.port, from.address)
  const [pong, back] = await once(left, 'message')
  expect([pong.toString(), back.address, back.port]).toEqual(['pong', ip, 5000])
})

test('a Python program on a host of its own answers', async ({ host }) => {
  const python = await host.spawn('python3', [echo])
  await python.listening(9000, { protocol: 'udp' })

  const socket = await openSocket()
  socket.send('hello', 9000, host.ip)
  const [answer, from] = await once(socket, 'message')
  expect([answer.toString(), from.address, from.port]).toEqual(['HELLO', host.ip, 9000])
})

test('a Python program sends first', async ({ host, network }) => {
  const socket = await openSocket(7000)
  const message = once(socket, 'message')
  await host.spawn('python3', [echo, network.testHost.ip, '7000'])
  const [text, from] = await message
  expect([text.toString(), from.address, from.port]).toEqual(['ready', host.ip, 9000])
})
