import { network } from 'socketwrap'
import { test as withFixtures } from 'vitest-environment-socketwrap/test'

const arrivals = Promise.withResolvers()
const names = new Set()

describe.concurrent('tests that run at the same time', () => {
  withFixtures.for([1, 2, 3])('each get a host: %s', async (_number, { host, network: ofFixture }) => {
    expect(ofFixture).toBe(network)
    names.add(host.name)
    if (names.size === 3) arrivals.resolve()
    await arrivals.promise
    expect(network.hosts().map(({ name }) => name)).toEqual(expect.arrayContaining([...names]))
  })

  withFixtures('a test that ends early takes nothing from the others', async () => {
    const early = await network.host('early')
    await early.run('true')
  })

  withFixtures('a test that goes on keeps what it made', async () => {
    const late = await network.host('late')
    const program = await late.spawn('sleep', ['1000'])
    await arrivals.promise
    expect(program.exit).toBeUndefined()
  })
})

describe('after them', () => {
  withFixtures('their hosts and programs are gone', () => {
    expect([...names].sort()).toEqual(['host', 'host-2', 'host-3'])
    expect(network.hosts().map(({ name }) => name)).toEqual(['test'])
  })

  let attempts = 0
  withFixtures('each attempt of a test begins anew', { retry: 2 }, async ({ host }) => {
    await network.host('once')
    expect(host.name).toBe('host')
    expect(++attempts).toBe(2)
  })
})
