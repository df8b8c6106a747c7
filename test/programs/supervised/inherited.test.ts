import { rmSync } from 'node:fs'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Network } from 'socketwrap'
import { afterAll, describe, expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { buildProgram, makeFolder, talkBuilds } from './build-programs.js'

const test = requireProgram('musl-gcc', 'python3')
const programs = makeFolder()
afterAll(() => rmSync(programs, { recursive: true, force: true }))
const build = talkBuilds.find(({ title }) => title === 'static musl')

/** Python, which is preloaded, makes the socket and becomes the program. */
const listenAndBecome = (command: string[]) =>
  `import os, socket, sys
s = socket.create_server(('', 7000))
os.set_inheritable(s.fileno(), True)
os.execv('${command[0]}', ${JSON.stringify(command)} + [str(s.fileno())])`

const acceptAndBecome = (command: string[]) =>
  `import os, socket
s = socket.create_server(('', 7000))
c, _ = s.accept()
os.dup2(c.fileno(), 0)
os.dup2(c.fileno(), 1)
os.execv('${command[0]}', ${JSON.stringify(command)})`

describe.runIf(build)('a supervised program goes on with', () => {
  const program = build ? buildProgram(build, programs) : ''

  const serveOnListener = async (network: Network) => {
    const server = await network.spawn('python3', ['-c', listenAndBecome([program, 'serve-on'])])
    await server.listening(7000)
    const socket = connect(7000, network.testHost.ip).end('hello')
    expect(await text(socket)).toMatch(new RegExp(`^you are ${network.testHost.ip} \\d+\nhello$`))
  }
  test('a listener that a preloaded one has made', ({ network }) => serveOnListener(network))
  test('a listener that a preloaded one has made, recorded', ({ recorded }) => serveOnListener(recorded))

  const tellNames = async (network: Network) => {
    const server = await network.spawn('python3', ['-c', acceptAndBecome([program, 'names', 'x'])])
    await server.listening(7000)
    const { ip } = network.testHost
    expect(await text(connect(7000, ip))).toMatch(new RegExp(`^${ip} 7000 - ${ip} \\d+\n$`))
  }
  test('a connection that a preloaded one has accepted', ({ network }) => tellNames(network))
  test('a connection that a preloaded one has accepted, recorded', ({ recorded }) => tellNames(recorded))

  test('a standard input that is closed when its writer ends', async ({ network }) => {
    const script = `(echo one; echo two) | (${program} exit 0; cat)`
    expect((await network.run('sh', ['-c', script])).stdout).toBe('one\ntwo\n')
  })
})
