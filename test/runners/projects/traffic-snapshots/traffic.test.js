import { fileURLToPath } from 'node:url'
import { createNetwork } from 'socketwrap'

const program = (name) => [process.execPath, [fileURLToPath(new URL(name, import.meta.url))]]
let traffic
let ended

beforeAll(async () => {
  const network = await createNetwork({ capture: 'on' })
  const echo = await network.host('echo')
  const web = await network.host('web')
  const server = await echo.spawn(...program('server.mjs'))
  await server.listening(7)
  const [node, [client]] = program('client.mjs')
  await web.run(node, [client, 'echo', process.env.WORD])
  traffic = network.traffic()
  await network.close()
  ended = true
})

test('a snapshot in the file of snapshots', () => {
  expect(ended).toBe(true)
  expect(traffic).toMatchTrafficSnapshot()
  expect(traffic).toMatchTrafficSnapshot({ redact: [/said (\w+)/] }, 'redacted')
})

test('a snapshot in the test', () => {
  expect(traffic).toMatchTrafficInlineSnapshot()
})

test('a snapshot in the test, with options', () => {
  expect(traffic).toMatchTrafficInlineSnapshot({ redact: [(text) => text.toUpperCase()] })
})

test('a snapshot in a file of its own', async () => {
  await expect(traffic).toMatchTrafficFileSnapshot('pictures/echo.txt')
})

test('what is no traffic is told', () => {
  expect(() => expect('text').toMatchTrafficSnapshot()).toThrow('compares what network.traffic() gives')
  expect(() => expect(traffic).toMatchTrafficSnapshot({ redcat: [] })).toThrow('there is no option redcat')
})
