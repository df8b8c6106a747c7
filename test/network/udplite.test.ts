import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Network } from 'socketwrap'

const lite = path.join(import.meta.dirname, 'fixtures/lite.py')

let network: Network
beforeEach(async () => {
  network = await createNetwork({ capture: 'on' })
})
afterEach(() => network.close())

test('UDP-Lite between hosts shows as what it is, in the sockets, the report and the traffic', async () => {
  const db = await network.host('db')
  const web = await network.host('web')
  const server = await db.spawn('python3', [lite, 'serve', '9000'])
  await server.listening(9000, { protocol: 'udplite' })
  expect(network.sockets()).toMatchObject([
    { host: 'db', protocol: 'udplite', state: 'bound', local: { address: '0.0.0.0', port: 9000 }, pid: server.pid },
  ])
  expect(network.report()).toContain('db: udplite 0.0.0.0:9000')
  const { stdout } = await web.run('python3', [lite, 'ask', db.ip, '9000', 'question', '12'])
  expect(stdout).toBe('answer to question\n')
  const { flows } = network.traffic({ protocol: 'udplite' })
  expect(flows).toMatchObject([
    { protocol: 'udplite', client: { host: 'web' }, server: { host: 'db', port: 9000 }, outcome: 'closed' },
  ])
  expect([`${flows[0]?.sent}`, `${flows[0]?.received}`]).toEqual(['question', 'answer to question'])
  expect(network.traffic({ protocol: 'udp' }).flows).toEqual([])
})

test('UDP-Lite never leaves the network, whatever is allowed', async () => {
  network.allow('198.51.100.0/24', 'udp://198.51.100.1:9')
  const { stdout } = await network.run('python3', [lite, 'ask', '198.51.100.1', '9', 'question'])
  expect(stdout).toBe('Network is unreachable\n')
  const [attempt, ...others] = network.takeBlocked()
  expect(others).toEqual([])
  expect(attempt).toMatchObject({
    protocol: 'udplite',
    destination: '198.51.100.1:9',
    errno: 'ENETUNREACH',
    reason: 'UDP-Lite stays on the network',
  })
})

test("the network's name server is not asked over UDP-Lite", async () => {
  const db = await network.host('db')
  const { stdout } = await network.run('python3', [lite, 'ask', db.ip, '53', 'question'])
  expect(stdout).toBe('Connection refused\n')
})
