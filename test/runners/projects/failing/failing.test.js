import { connect } from 'node:net'
import { network } from 'socketwrap'

test('a connection is refused', async () => {
  const db = await network.host('db')
  const program = await db.spawn('sh', ['-c', 'echo the disk is full; exit 3'])
  await program.exited
  const error = await new Promise((resolve) => connect(5432, db.ip).once('error', resolve))
  expect(error.code).toBe('no such code')
})

test('a connection goes to nobody', async () => {
  const error = await new Promise((resolve) => connect(443, '192.0.2.9').once('error', resolve))
  expect(error.code).toBe('no such code')
})

test('passes', () => {})

describe('a hook that fails', () => {
  beforeAll(async () => {
    const web = await network.host('web')
    await web.run('sh', ['-c', 'echo the port is taken >&2; exit 4'])
  })

  test('takes its tests with it', () => {})
})

test('takes too long', async () => {
  const host = await network.host('slow')
  await host.spawn('sleep', ['1000'])
  await new Promise(() => {})
}, 3000)
