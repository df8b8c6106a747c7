import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { afterAll, describe, expect } from 'vitest'
import { families } from '../setting/families.js'
import { programPath } from '../setting/find-program.js'
import { requireProgram } from '../setting/program-test.js'
import { printed } from '../setting/wait-for.js'
import { buildGo, makeFolder, missingCompilers } from './build-programs.js'

const test = requireProgram('go', 'curl')
const programs = makeFolder()
afterAll(() => rmSync(programs, { recursive: true, force: true }))
const builds = missingCompilers.includes('go') ? [] : [false, true]

describe.each(builds.map((cgo) => ({ title: cgo ? 'with cgo' : 'without libc', cgo })))(
  'a Go program $title',
  ({ cgo }) => {
    const program = buildGo(programs, cgo)

    for (const { family, inUrl, addressOf } of families) {
      test(`is an HTTP server for the test, for curl and for its like, over ${family}`, async ({ network }) => {
        const [web, client] = [await network.host('web'), await network.host('client')]
        const server = await web.spawn(program, ['serve', ':80'])
        await server.listening(80)
        const url = `http://${inUrl(web)}/`
        expect(await (await fetch(url)).text()).toMatch(`hello ${inUrl(network.testHost)}:`)
        const curl = await client.run('curl', ['-sS', '-g', url, url])
        expect(curl.stdout).toMatch(
          new RegExp(`^(hello ${escape(inUrl(client))}:\\d+ at ${escape(inUrl(web))}:80\n){2}$`),
        )
        const like = await client.run(program, ['get', url, url, 'http://web/'])
        expect(like.stdout).toMatch(/^(200 hello \S+ at \S+:80\n){3}$/)
      })

      test(`is an HTTP client of the test over ${family}`, async ({ network }) => {
        const server = createHttpServer((request, response) => response.end(`${request.socket.remoteAddress}\n`))
        server.listen(80, addressOf(network.testHost))
        await once(server, 'listening')
        const client = await network.host('client')
        const { stdout } = await client.run(program, ['get', `http://${inUrl(network.testHost)}/`])
        expect(stdout).toBe(`200 ${addressOf(client)}\n`)
        server.close()
        server.closeAllConnections()
      })

      test(`exchanges datagrams with the test and with its like over ${family}`, async ({ network }) => {
        const there = await network.host('there')
        const server = await there.spawn(program, ['echo-udp', ':7000'])
        await server.listening(7000, { protocol: 'udp' })
        const socket = createSocket(family === 'IPv4' ? 'udp4' : 'udp6')
        socket.send('ping', 7000, addressOf(there))
        const [answer] = await once(socket, 'message')
        expect(String(answer)).toBe(`ping from ${inUrl(network.testHost)}:${socket.address().port}`)
        socket.close()
        const { stdout } = await network.run(program, ['ask-udp', `${inUrl(there)}:7000`, 'one', 'two'])
        expect(stdout).toBe('one from me\ntwo from me\n')
      })
    }

    test('finds hosts by their names', async ({ network }) => {
      const host = await network.host('db')
      const { stdout } = await network.run(program, ['look-up', 'db'])
      expect(stdout).toBe(`${host.ip} ${host.ip6}\n`)
    })

    test('reaches the living address of a name when the one of the other family is silent', async ({ network }) => {
      await network.host('dead', { ip: ['203.0.113.66', '2001:db8::66'], silent: true })
      await network.host('living', { ip: ['203.0.113.80', '2001:db8::80'] })
      for (const addresses of [
        ['203.0.113.66', '2001:db8::80'],
        ['2001:db8::66', '203.0.113.80'],
      ] as const) {
        network.dns({ 'shop.test': [...addresses] })
        const server = createHttpServer((request, response) => response.end(`${request.socket.localAddress}\n`))
        server.listen(80, addresses[1])
        await once(server, 'listening')
        const { stdout } = await network.run(program, ['get', 'http://shop.test/'])
        expect(stdout).toBe(`200 ${addresses[1]}\n`)
        server.close()
        server.closeAllConnections()
      }
    })

    test('is told that nobody listens', async ({ network }) => {
      await network.host('db')
      const { stdout } = await network.run(program, ['talk', 'db:81'], { reject: false })
      expect(stdout).toMatch(/connect: connection refused/)
    })

    test('starts programs that are on the network too', async ({ network }) => {
      const server = createServer((socket) => socket.end('hello\n')).listen(7000, network.testHost.ip)
      await once(server, 'listening')
      const url = `telnet://${network.testHost.ip}:7000`
      expect((await network.run(program, ['run', 'curl', '-sS', url])).stdout).toBe('hello\n')
      const shell = await network.run('sh', ['-c', `env -i ${program} run ${programPath('curl')} -sS ${url}; exit 7`], {
        reject: false,
      })
      expect(shell).toMatchObject({ stdout: 'hello\n', exitCode: 7 })
      server.close()
    })

    test('sees many clients at once', async ({ network }) => {
      const server = await network.spawn(program, ['serve', ':80'])
      await printed(server, /listening on/)
      const answers = await Promise.all(
        Array.from({ length: 200 }, async () => (await fetch(`http://${network.testHost.ip}/`)).status),
      )
      expect(new Set(answers)).toEqual(new Set([200]))
    })
  },
)

function escape(pattern: string): string {
  return pattern.replaceAll(/[[\].]/g, '\\$&')
}
