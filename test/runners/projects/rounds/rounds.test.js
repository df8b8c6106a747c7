import { once } from 'node:events'
import { createServer } from 'node:http'
import { network } from 'socketwrap'
import { answer, commands, conversations, requests, say } from './conversation.js'

const rounds = Number(process.env.ROUNDS)
const hosts = {}
let http

beforeAll(async () => {
  for (const name of ['web', 'db', 'noise']) hosts[name] = await network.host(name)
  http = createServer(answer).listen(80, hosts.web.ip)
  await once(http, 'listening')
  const options = ['--port', '6379', '--bind', '0.0.0.0', '--save', '', '--protected-mode', 'no']
  const redis = await hosts.db.spawn('redis-server', options)
  const echo = `net.createServer((s) => s.on('data', (d) => d.includes('.') && s.end('heard'))).listen(7)`
  const noise = await hosts.noise.spawn(process.execPath, ['-e', echo])
  await Promise.all([redis.listening(6379), noise.listening(7)])
})

afterAll(() => http.close())

test('conversations over HTTP and with redis have the same text in each round, beside others', async () => {
  const texts = new Map()
  for (let round = 0; round < rounds; round++) {
    const since = network.mark()
    const size = [1, 1000, 7][round % 3]
    await Promise.all([
      say(hosts.web.ip, 80, requests, size),
      say(hosts.db.ip, 6379, commands, size),
      ...[1, 2, 3].map(() => say(hosts.noise.ip, 7, 'noise.', 1)),
    ])
    const text = String(network.traffic({ since }))
    texts.set(text, (texts.get(text) ?? 0) + 1)
  }
  expect([...texts]).toEqual([[conversations, rounds]])
}, 600_000)
