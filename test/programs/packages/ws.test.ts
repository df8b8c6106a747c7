import { once } from 'node:events'
import { expect } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { requireProgram } from '../setting/program-test.js'
import { callerOf, namedHosts } from './named-hosts.js'

const test = requireProgram()

for (const { family, ip } of namedHosts)
  test(`ws talks to a fake host by name over ${family}`, async ({ network }) => {
    const host = await network.host('chat.example.com', { ip })
    const server = new WebSocketServer({ host: ip, port: 80 })
    await once(server, 'listening')
    server.on('connection', (peer, { headers, socket }) => {
      peer.on('message', (text) => peer.send(`${text}, ${socket.remoteAddress} who called ${headers.host}`))
    })

    const client = new WebSocket('ws://chat.example.com/')
    await once(client, 'open')
    client.send('hello')
    const [answer] = await once(client, 'message')
    expect(String(answer)).toBe(`hello, ${callerOf(network, host)} who called chat.example.com`)

    client.close()
    await once(client, 'close')
    server.close()
  })

test('the WebSocket of Node talks to a server of ws by name', async ({ network }) => {
  const { ip } = await network.host('chat.example.com')
  const server = new WebSocketServer({ host: ip, port: 80 })
  await once(server, 'listening')
  server.on('connection', (peer) => peer.send('welcome'))
  const client = new globalThis.WebSocket('ws://chat.example.com/')
  const { data } = await new Promise<MessageEvent>((resolve) => client.addEventListener('message', resolve))
  expect(data).toBe('welcome')
  client.close()
  await new Promise((resolve) => client.addEventListener('close', resolve))
  server.close()
})
