import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Network } from 'socketwrap'
import { afterAll, describe, expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { buildProgram, makeFolder, talkBuilds } from './build-programs.js'

const test = requireProgram('musl-gcc', 'nc')
const programs = makeFolder()
afterAll(() => rmSync(programs, { recursive: true, force: true }))
const build = talkBuilds.find(({ title }) => title === 'static musl')
const large = randomBytes(3_000_000)
const sum = (bytes: Uint8Array | undefined) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')

/** The one connection to port 7000, when it has ended. */
async function takeFlow(network: Network) {
  await expect.poll(() => network.traffic({ port: 7000 }).flows[0]?.outcome).toBe('closed')
  const { flows, problems } = network.traffic({ port: 7000 })
  expect(problems).toEqual([])
  expect(flows).toHaveLength(1)
  return flows[0]
}

describe.runIf(build)('a recording has each byte once', () => {
  const program = build ? buildProgram(build, programs) : ''

  test('when both ends are supervised', async ({ recorded }) => {
    const [there, here] = [await recorded.host('there'), await recorded.host('here')]
    const server = await there.spawn(program, ['serve', '*', '7000'])
    await server.listening(7000)
    const { stdout } = await here.run(program, ['talk', 'there', '7000'], { input: 'hello' })
    expect(stdout).toMatch(/\nhello$/)
    const flow = await takeFlow(recorded)
    expect(flow).toMatchObject({
      client: { host: 'here', process: { program: 'talk-static-musl' } },
      server: { host: 'there', process: { program: 'talk-static-musl' } },
      lostBytes: 0,
    })
    expect(String(flow?.sent)).toBe('hello')
    expect(String(flow?.received)).toMatch(/^you are \S+ \d+\nhello$/)
  })

  test('when a supervised server talks with the test, and the bytes are many', async ({ recorded }) => {
    const there = await recorded.host('there')
    const server = await there.spawn(program, ['serve', '*', '7000'])
    await server.listening(7000)
    const socket = connect(7000, there.ip).end(large)
    const echo = (await buffer(socket)).subarray(-large.length)
    expect(sum(echo)).toBe(sum(large))
    const flow = await takeFlow(recorded)
    expect(sum(flow?.sent)).toBe(sum(large))
    expect(sum(flow?.received.subarray(-large.length))).toBe(sum(large))
  })

  test('when a supervised client talks with the test, and the bytes are many', async ({ recorded }) => {
    const server = createServer({ allowHalfOpen: true }, (socket) => socket.resume().on('end', () => socket.end(large)))
    server.listen(7000, recorded.testHost.ip)
    await once(server, 'listening')
    const client = await recorded.host('client')
    await client.run(program, ['talk', recorded.testHost.ip, '7000'], { input: large, maxOutputBytes: 8_000_000 })
    const flow = await takeFlow(recorded)
    expect(sum(flow?.sent)).toBe(sum(large))
    expect(sum(flow?.received)).toBe(sum(large))
    server.close()
  })

  test('when what a program sent is read after its end', async ({ recorded }) => {
    const server = createServer({ pauseOnConnect: true }).listen(7000, recorded.testHost.ip)
    await once(server, 'listening')
    const accepted = once(server, 'connection')
    const client = await recorded.host('client')
    const run = client.spawn(program, ['talk', recorded.testHost.ip, '7000'], { input: 'the last words' })
    const [socket] = await accepted
    const program_ = await run
    await once(socket.resume().end(), 'end')
    await program_.exited
    expect(String((await takeFlow(recorded))?.sent)).toBe('the last words')
    server.close()
  })

  test('of datagrams', async ({ recorded }) => {
    const there = await recorded.host('there')
    const server = await there.spawn(program, ['echo', '*', '7000'])
    await server.listening(7000, { protocol: 'udp' })
    await recorded.run(program, ['ask', there.ip, '7000', 'one', 'two'])
    const { flows, problems } = recorded.traffic({ port: 7000 })
    expect(problems).toEqual([])
    expect(flows.map(({ sent, received }) => [String(sent), String(received)])).toEqual([['onetwo', 'onetwo']])
  })
})
