import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { createSocket } from 'node:dgram'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('python3')

const fetchInThreads = `
import sys, urllib.request
from concurrent.futures import ThreadPoolExecutor
url, count = sys.argv[1], int(sys.argv[2])
fetch = lambda number: urllib.request.urlopen(f'{url}?{number}', timeout=30).read().decode()
with ThreadPoolExecutor(16) as pool:
    print(*sorted(set(pool.map(fetch, range(count)))), sep='\\n')
`

const echoDatagrams = `
import socket
server = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
server.bind(('::', 7))
while True:
    data, peer = server.recvfrom(2048)
    server.sendto(peer[0].encode() + b' sent ' + data, peer)
`

const serveAsync = `
import asyncio
async def answer(reader, writer):
    line = await reader.readline()
    writer.write(writer.get_extra_info('peername')[0].encode() + b' ' + line.upper())
    await writer.drain()
    writer.close()
async def main():
    server = await asyncio.start_server(answer, None, 7000, backlog=1000)
    async with server: await server.serve_forever()
asyncio.run(main())
`

const askAsync = `
import asyncio, sys
async def ask(number):
    reader, writer = await asyncio.open_connection(sys.argv[1], 7000)
    writer.write(b'hello\\n')
    return (await reader.read()).decode()
async def main():
    answers = await asyncio.gather(*map(ask, range(500)))
    print(len(answers), *set(answers))
asyncio.run(main())
`

for (const { family, inUrl, wildcard } of families) {
  test(`threads of urllib fetch from Python's http.server on another host over ${family}`, async ({
    network,
    folder,
  }) => {
    const web = await network.host('web')
    const desk = await network.host('desk')
    writeFileSync(path.join(folder, 'page.txt'), 'hello')
    const server = await web.spawn('python3', ['-m', 'http.server', '--bind', wildcard, '-d', folder, '80'])
    await server.listening(80)
    const url = `http://${inUrl(web)}/page.txt`
    const { stdout } = await desk.run('python3', ['-c', fetchInThreads, url, '100'])
    expect(stdout).toBe('hello\n')
    const response = await fetch(url)
    expect(await response.text()).toBe('hello')
  })

  test(`threads of urllib fetch from a server in the test over ${family}`, async ({ network }) => {
    const web = await network.host('web')
    const desk = await network.host('desk')
    const server = createServer((request, response) => response.end(request.socket.remoteAddress))
    const address = inUrl(web).replace(/[[\]]/g, '')
    server.listen(80, address)
    await once(server, 'listening')
    const { stdout } = await desk.run('python3', ['-c', fetchInThreads, `http://${inUrl(web)}/`, '100'])
    expect(stdout).toBe(`${inUrl(desk).replace(/[[\]]/g, '')}\n`)
    server.close()
  })
}

test('five hundred connections of asyncio reach a server of asyncio at once, by name', async ({ network }) => {
  const web = await network.host('web')
  const desk = await network.host('desk')
  const server = await web.spawn('python3', ['-c', serveAsync])
  await server.listening(7000)
  const { stdout } = await desk.run('python3', ['-c', askAsync, 'web'])
  expect(stdout).toBe(`500 ${desk.ip} HELLO\n\n`)
})

test('a Python UDP server on :: answers IPv4 and IPv6 clients in the test', async ({ network }) => {
  const peer = await network.host('peer')
  const server = await peer.spawn('python3', ['-c', echoDatagrams])
  await server.listening(7, { protocol: 'udp' })
  const udp4 = createSocket('udp4')
  udp4.send('four', 7, peer.ip)
  const [four] = await once(udp4, 'message')
  expect(String(four)).toBe(`::ffff:${network.testHost.ip} sent four`)
  const udp6 = createSocket('udp6')
  udp6.send('six', 7, peer.ip6)
  const [six] = await once(udp6, 'message')
  expect(String(six)).toBe(`${network.testHost.ip6} sent six`)
  udp4.close()
  udp6.close()
})
