import { once } from 'node:events'
import { createServer } from 'node:http'
import * as grpc from '@grpc/grpc-js'
import axios from 'axios'
import got from 'got'
import { Redis } from 'ioredis'
import { createTransport } from 'nodemailer'
import { network } from 'socketwrap'
import { SMTPServer } from 'smtp-server'
import { fetch as undiciFetch } from 'undici'
import { WebSocket, WebSocketServer } from 'ws'

const url = 'http://shop.example.com/'
const clients = {
  fetch: async () => (await fetch(url)).json(),
  undici: async () => (await undiciFetch(url)).json(),
  axios: async () => (await axios.get(url)).data,
  got: () => got(url, { retry: { limit: 0 } }).json(),
}

/** Each file reaches hosts of its own by the same names. */
export function describePackages() {
  for (const [title, ask] of Object.entries(clients))
    test(`${title} reaches a fake host by its name`, async () => {
      const { ip } = await network.host('shop.example.com')
      const shop = createServer(({ headers, socket }, response) => {
        response.setHeader('connection', 'close').setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ name: headers.host, at: socket.localAddress }))
      }).listen(80, ip)
      await once(shop, 'listening')
      expect(await ask()).toEqual({ name: 'shop.example.com', at: ip })
      shop.close()
    })

  test('ws talks to a fake host by its name', async () => {
    const { ip6 } = await network.host('chat.example.com')
    const server = new WebSocketServer({ host: ip6, port: 80 })
    await once(server, 'listening')
    server.on('connection', (peer) => peer.send('welcome'))
    const client = new WebSocket('ws://chat.example.com/', { family: 6 })
    const [message] = await once(client, 'message')
    expect(String(message)).toBe('welcome')
    client.close()
    await once(client, 'close')
    server.close()
  })

  test('nodemailer hands a letter to a fake mail server', async () => {
    const { ip } = await network.host('mx.example.org')
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => stream.on('end', done).resume(),
    })
    server.listen(25, ip)
    await once(server.server, 'listening')
    const letter = { from: 'shop@example.com', to: 'ann@example.org', text: 'hello' }
    const { accepted } = await createTransport({ host: 'mx.example.org', port: 25 }).sendMail(letter)
    expect(accepted).toEqual(['ann@example.org'])
    await new Promise((closed) => server.close(closed))
  })

  test('grpc-js calls a fake host by its name', async () => {
    const { ip } = await network.host('greeter.example.com')
    const toBytes = (text) => Buffer.from(text)
    const toText = (bytes) => bytes.toString()
    const greet = {
      path: '/test.Greeter/Greet',
      requestStream: false,
      responseStream: false,
      requestSerialize: toBytes,
      requestDeserialize: toText,
      responseSerialize: toBytes,
      responseDeserialize: toText,
    }
    const server = new grpc.Server()
    server.addService({ greet }, { greet: (call, done) => done(null, `hello ${call.request}`) })
    await new Promise((bound, failed) =>
      server.bindAsync(`${ip}:50051`, grpc.ServerCredentials.createInsecure(), (error) =>
        error ? failed(error) : bound(),
      ),
    )
    const Greeter = grpc.makeGenericClientConstructor({ greet }, 'Greeter')
    const client = new Greeter('greeter.example.com:50051', grpc.credentials.createInsecure())
    const answer = await new Promise((resolve, reject) =>
      client.greet('world', (error, text) => (error ? reject(error) : resolve(text))),
    )
    expect(answer).toBe('hello world')
    client.close()
    server.forceShutdown()
  })

  test('ioredis reaches redis-server by the name of its host', async () => {
    const db = await network.host('db', { names: ['redis.internal'] })
    const redis = await db.spawn('redis-server', ['--bind', '0.0.0.0', '--protected-mode', 'no', '--save', ''])
    await redis.listening(6379)
    const client = new Redis('redis://redis.internal')
    await client.set('fruit', 'apple')
    expect(await client.get('fruit')).toBe('apple')
    client.disconnect()
  })
}
