import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { createNetwork, type Network } from 'socketwrap'
import { afterAll, beforeAll, expect, test } from 'vitest'

const rounds = 20
let network: Network

beforeAll(async () => {
  network = await createNetwork({ capture: 'on' })
  network.enter()
})

afterAll(() => network.close())

/** Sends a text in writes of so many bytes, and waits until the server has ended. */
async function say(port: number, text: string, size: number): Promise<void> {
  const socket = connect({ port, host: network.testHost.ip, noDelay: true })
  const closed = once(socket.resume(), 'close')
  for (let offset = 0; offset < text.length; offset += size) {
    socket.write(text.slice(offset, offset + size))
    await turn()
  }
  await closed
}

async function textsOf(port: number, request: string): Promise<Set<string>> {
  const texts = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const since = network.mark()
    await say(port, request, round % 2 === 0 ? 1 : request.length)
    texts.add(network.traffic({ port, since }).toString())
  }
  return texts
}

test('a conversation in HTTP has the same text in each run, also when it is written byte by byte', async () => {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' })
    for (const part of ['you ', 'asked ', 'for ', request.url]) response.write(part)
    response.end()
  }).listen(80)
  await once(server, 'listening')
  const ask = (path: string, connection: string) =>
    `GET ${path} HTTP/1.1\r\nHost: test\r\nConnection: ${connection}\r\n\r\n`
  const texts = await textsOf(80, ask('/one', 'keep-alive') + ask('/two', 'close'))
  server.close()
  expect([...texts]).toEqual([
    [
      'test (node) -> test (node), http on tcp 80',
      '  > GET /one HTTP/1.1',
      '    Host: test',
      '    Connection: keep-alive',
      '  < HTTP/1.1 200 OK',
      '    Content-Type: text/plain',
      '    Date: <redacted>',
      '    Connection: keep-alive',
      '    Keep-Alive: timeout=5',
      '    Transfer-Encoding: chunked',
      '',
      '    you asked for /one',
      '  > GET /two HTTP/1.1',
      '    Host: test',
      '    Connection: close',
      '  < HTTP/1.1 200 OK',
      '    Content-Type: text/plain',
      '    Date: <redacted>',
      '    Connection: close',
      '    Transfer-Encoding: chunked',
      '',
      '    you asked for /two',
    ].join('\n'),
  ])
})

test('a conversation with redis has the same text in each run, also when it is written byte by byte', async () => {
  const redis = await network.spawn('redis-server', ['--port', '6379', '--save', '', '--protected-mode', 'no'])
  await redis.listening(6379)
  const command = (...words: string[]) =>
    `*${words.length}\r\n${words.map((it) => `$${it.length}\r\n${it}\r\n`).join('')}`
  const request = [command('SET', 'a', 'hello world'), command('GET', 'a'), command('DEL', 'a'), command('QUIT')].join(
    '',
  )
  const texts = await textsOf(6379, request)
  await redis.stop()
  expect([...texts]).toEqual([
    [
      'test (node) -> test (redis-server), redis on tcp 6379',
      '  > SET a "hello world"',
      '  < +OK',
      '  > GET a',
      '  < "hello world"',
      '  > DEL a',
      '  < :1',
      '  > QUIT',
      '  < +OK',
    ].join('\n'),
  ])
})
