import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork, type Network, network as ofTheEnvironment, SocketwrapError } from 'socketwrap'

let network: Network
beforeEach(async () => {
  network = await createNetwork()
})
afterEach(() => network.close())

test('hosts get the next free addresses, in order', async () => {
  const db = await network.host('db')
  const web = await network.host('web')
  expect([network.testHost.ip, db.ip, web.ip]).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3'])
  expect([network.testHost.ip6, db.ip6, web.ip6]).toEqual(['fd00::1', 'fd00::2', 'fd00::3'])
  expect(network.hosts().map(({ name }) => name)).toEqual([network.testHost.name, 'db', 'web'])
})
test('a host has the addresses that were asked for', async () => {
  const web = await network.host('Web', { ip: ['203.0.113.7', '2001:DB8:0::7'] })
  expect(web).toMatchObject({
    name: 'web',
    ip: '203.0.113.7',
    ip6: '2001:db8::7',
    addresses: ['203.0.113.7', '2001:db8::7'],
  })
  expect(await network.host('twice', { names: ['TWICE', 'twice.internal', 'Twice.internal'] })).toBeDefined()
  const one = await network.host('one', { ip: '203.0.113.8' })
  expect(one).toMatchObject({ ip: '203.0.113.8', ip6: '' })
})
test('a name or an address that another host has is an error, and leaves nothing behind', async () => {
  await network.host('db', { ip: '203.0.113.7' })
  await expect(network.host('DB')).rejects.toMatchObject({ code: 'HOST_EXISTS' })
  await expect(network.host('web', { ip: ['203.0.113.8', '203.0.113.7'] })).rejects.toMatchObject({
    code: 'ADDRESS_IN_USE',
  })
  await expect(network.host('test', {})).rejects.toMatchObject({ code: 'HOST_EXISTS' })
  expect(network.hosts().map(({ name }) => name)).toEqual(['test', 'db'])
  expect((await network.host('web', { ip: '203.0.113.8' })).ip).toBe('203.0.113.8')
})
test('what is no name, address or option is an error that says so', async () => {
  await expect(network.host('a b')).rejects.toMatchObject({ code: 'BAD_HOST_NAME' })
  await expect(network.host(7 as never)).rejects.toMatchObject({ code: 'BAD_HOST_NAME' })
  await expect(network.host('db', { ip: '10.0.0' })).rejects.toMatchObject({ code: 'BAD_ADDRESS' })
  await expect(network.host('db', { ip: 7 as never })).rejects.toMatchObject({ code: 'BAD_OPTION' })
  await expect(network.host('db', { ips: [] } as never)).rejects.toThrow('no option ips')
  await expect(createNetwork({ directory: 7 as never })).rejects.toMatchObject({ code: 'BAD_OPTION' })
})
test('what is no name server is an error that says so', () => {
  const use = network.useNameServer.bind(network) as (server: unknown) => void
  for (const server of [null, 7, {}, { ip: 7, ip6: '' }, 'ns', '127.0.0.1'])
    expect(() => use(server)).toThrow(expect.objectContaining({ code: 'BAD_ADDRESS' }))
})
test('a closed host frees its name and addresses, and takes no programs', async () => {
  const db = await network.host('db', { ip: '203.0.113.7' })
  await db.close()
  await expect(db.run('true')).rejects.toMatchObject({ code: 'HOST_CLOSED' })
  const again = await network.host('db', { ip: '203.0.113.7' })
  expect((await again.run('true')).exitCode).toBe(0)
})
test('a closed network takes nothing any more, and closing twice is the same', async () => {
  expect(await network.close()).toEqual({ killed: [] })
  expect(await network.close()).toEqual({ killed: [] })
  await expect(network.host('db')).rejects.toMatchObject({ code: 'NETWORK_CLOSED' })
  await expect(network.run('true')).rejects.toMatchObject({ code: 'NETWORK_CLOSED' })
  expect(() => network.sockets()).toThrow(expect.objectContaining({ code: 'NETWORK_CLOSED' }))
})
test('the network of the environment is an error where there is no environment', async () => {
  expect(() => ofTheEnvironment.testHost).toThrow(SocketwrapError)
  expect(() => ofTheEnvironment.host('db')).toThrow(expect.objectContaining({ code: 'NO_NETWORK' }))
  await ofTheEnvironment // awaiting or printing the import is no use of it
})
