import type { Host, Network } from 'socketwrap'
import { afterAll, expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { javaIn, type Namer, namersInC, namersInPrograms, namersInTest, namersOfCares } from './address-names.js'
import { removeCompiled } from './compile-once.js'

afterAll(removeCompiled)

async function nameAddresses(network: Network): Promise<[address: string, name: string][]> {
  const db = await network.host('db', { names: ['db.internal'] })
  await network.host('old', { ip: '203.0.113.80' })
  network.dns({
    'shop.example.com': ['203.0.113.9', '2001:db8::9'],
    'other.example.com': '203.0.113.9',
    'also-db.example.com': db.ip,
    // Java believes a name that leads back to the address.
    'first.example.com': '198.51.100.7',
    'given.example.com': '198.51.100.7',
    '7.100.51.198.in-addr.arpa': { PTR: 'given.example.com' },
  })
  return [
    [db.ip, 'db'],
    [db.ip6, 'db'],
    ['203.0.113.80', 'old'],
    ['203.0.113.9', 'shop.example.com'],
    ['2001:db8::9', 'shop.example.com'],
    ['198.51.100.7', 'given.example.com'],
    ['203.0.113.77', ''],
    ['2001:db8::77', ''],
  ]
}

async function compare(network: Network, host: Host, ask: Namer): Promise<void> {
  const expected = await nameAddresses(network)
  const names = await ask(
    host,
    expected.map(([address]) => address),
  )
  expect(expected.map(([address], index) => [address, names[index]])).toEqual(expected)
}

for (const [title, ask] of Object.entries(namersInTest))
  requireProgram()(`${title} in the test knows the name of every address`, async ({ network }) => {
    await compare(network, network.testHost, ask)
  })

const tables = [
  [namersInPrograms, ['dig', 'host', 'getent', 'python3']],
  [namersInC, ['gcc']],
  [namersOfCares, ['gcc', 'ares.h']],
] as const
for (const [namers, programs] of tables)
  for (const [title, ask] of Object.entries(namers))
    requireProgram(...programs)(`${title} knows the name of every address`, async ({ network }) => {
      await compare(network, await network.host('desk'), ask)
    })

requireProgram('java')('Java knows the name of every address', async ({ network, folder }) => {
  await compare(network, await network.host('desk'), javaIn(folder))
})
