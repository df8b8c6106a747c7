import { network } from 'socketwrap'

test('a setup file is on the network of the test file', async () => {
  expect(network.sockets()).toEqual([
    expect.objectContaining({ state: 'listening', local: { address: '::', port: 3000 } }),
  ])
  globalThis.server.close()
})
