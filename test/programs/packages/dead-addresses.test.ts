import dns from 'node:dns'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Network } from 'socketwrap'
import { Agent, fetch as undiciFetch } from 'undici'
import { expect } from 'vitest'
import { openShop } from './shop.js'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('curl', 'python3')
const url = 'http://shop.example.com/'
const [dead4, dead6, living4, living6] = ['203.0.113.66', '2001:db8::66', '203.0.113.80', '2001:db8::80']

/** Each asks for the URL, and gives the address that has answered. */
const clients: Record<string, (network: Network) => Promise<string>> = {
  fetch: async () => addressIn(await (await fetch(url)).text()),
  undici: async () => addressIn(await (await undiciFetch(url, { dispatcher: new Agent() })).text()),
  curl: async (network) => addressIn((await network.run('curl', ['-sS', '--connect-timeout', '4', url])).stdout),
  'Node in a program': async (network) =>
    addressIn(
      (await network.run(process.execPath, ['-e', `fetch('${url}').then(async (a) => console.log(await a.text()))`]))
        .stdout,
    ),
  'asyncio in Python': async (network) => (await network.run('/usr/bin/python3', ['-c', asyncioClient])).stdout.trim(),
}

const asyncioClient = `
import asyncio
async def main():
    _, writer = await asyncio.open_connection('shop.example.com', 80, happy_eyeballs_delay=0.1)
    print(writer.get_extra_info('peername')[0])
    writer.close()
asyncio.run(main())`

function addressIn(answer: string): string {
  return JSON.parse(answer).at
}

for (const [title, ask] of Object.entries(clients)) {
  test(`${title} reaches the living address when the one of the other family is dead`, async ({ network }) => {
    await network.host('dead', { ip: [dead4, dead6], silent: true })
    for (const [dead, living] of [
      [dead6, living4],
      [dead4, living6],
    ] as const) {
      const host = await network.host('living', { ip: living })
      network.dns({ 'shop.example.com': [dead, living] })
      await using _shop = await openShop(host)
      expect(await ask(network)).toBe(living)
      await host.close()
    }
  })

  test(`${title} reaches a host whose server does not listen on IPv6`, async ({ network }) => {
    const host = await network.host('shop.example.com', { ip: [living4, living6] })
    await using _shop = await openShop(host)
    expect(await ask(network)).toBe(living4)
  })
}

for (const title of ['fetch', 'undici', 'Node in a program', 'asyncio in Python'])
  test(`${title} reaches the living address among dead ones of its family`, async ({ network }) => {
    await network.host('dead', { ip: ['203.0.113.1', '203.0.113.2'], silent: true })
    const host = await network.host('living', { ip: '203.0.113.3' })
    network.dns({ 'shop.example.com': ['203.0.113.1', '203.0.113.2', '203.0.113.3'] })
    await using _shop = await openShop(host)
    expect(await clients[title]?.(network)).toBe('203.0.113.3')
  })

test('a connection to a silent host is neither refused nor answered, even when somebody listens', async ({
  network,
}) => {
  const { ip } = await network.host('dead', { silent: true })
  const server = createServer().listen(80, ip)
  await once(server, 'listening')
  const client = connect({ host: 'dead', port: 80, family: 4 }).setTimeout(50)
  const first = await Promise.race(
    ['connect', 'error', 'timeout'].map(async (event) => once(client, event).then(() => event)),
  )
  expect(first).toBe('timeout')
  expect(client.connecting).toBe(true)
  expect(network.sockets()).toContainEqual(
    expect.objectContaining({ host: 'test', state: 'connecting', remote: { address: ip, port: 80 } }),
  )
  expect(network.report()).toMatch(new RegExp(`Waiting for an answer:\n  test: tcp to ${ip}:80 by `))
  client.destroy()
  server.close()

  const { exitCode } = await network.run('curl', ['-sS', '--connect-timeout', '0.2', `http://${ip}/`], {
    reject: false,
  })
  expect(exitCode).toBe(28)
})

test('programs on a silent host reach themselves, and nobody else', async ({ network }) => {
  const dead = await network.host('dead', { silent: true })
  const shop = await network.host('shop.example.com')
  await using _shop = await openShop(shop)
  const server = await dead.spawn('/usr/bin/python3', ['-m', 'http.server', '8000', '--bind', '0.0.0.0'])
  await server.listening(8000)
  const ask = (host: string) =>
    dead.run('curl', ['-sS', '-o', '/dev/null', '--connect-timeout', '0.5', host], { reject: false })
  expect(await ask('http://127.0.0.1:8000/')).toMatchObject({ exitCode: 0 })
  expect(await ask(`http://${dead.ip}:8000/`)).toMatchObject({ exitCode: 0 })
  expect(await ask(`http://${shop.ip}/`)).toMatchObject({ exitCode: 28 })
})

test('datagrams to a silent host are lost without an error', async ({ network }) => {
  const { ip } = await network.host('dead', { silent: true })
  const living = await network.host('living')
  const receiver = createSocket('udp4').bind(9, living.ip)
  await once(receiver, 'listening')
  const sender = createSocket('udp4')
  sender.connect(9, ip)
  await once(sender, 'connect')
  const send = () => new Promise((done) => sender.send('lost', done))
  expect([await send(), await send()]).toEqual([null, null])
  sender.disconnect()
  sender.send('found', 9, living.ip)
  const [message] = await once(receiver, 'message')
  expect(String(message)).toBe('found')
  sender.close()
  receiver.close()
})

test('a resolver goes on with the next name server when one is silent', async ({ network }) => {
  const { ip } = await network.host('dead', { silent: true })
  network.dns({ 'shop.example.com': living4 })
  const resolver = new dns.promises.Resolver({ timeout: 50, tries: 1 })
  resolver.setServers([ip])
  await expect(resolver.resolve4('shop.example.com')).rejects.toMatchObject({ code: 'ETIMEOUT' })
  resolver.setServers([ip, '192.0.2.53'])
  expect(await resolver.resolve4('shop.example.com')).toEqual([living4])
})
