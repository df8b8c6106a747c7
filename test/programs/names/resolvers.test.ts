import { SocketAddress } from 'node:net'
import type { Host, Network } from 'socketwrap'
import { afterAll, expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { nameEverything } from './questions.js'
import { removeCompiled } from './compile-once.js'
import { everyResolver, type Resolver, resolversOfV4 } from './resolvers.js'

afterAll(removeCompiled)

async function compare(
  network: Network,
  host: Host,
  resolve: Resolver,
  family: 4 | 6,
  isOfTest = (_name: string) => true,
): Promise<void> {
  const questions = (await nameEverything(network)).filter(({ name }) => isOfTest(name))
  const names = questions.map(({ name }) => name)
  const answers = await resolve(host, names, family)
  // getent asks with AI_V4MAPPED.
  const own = answers.map((found) => found.filter((address) => !address.startsWith('::ffff:')))
  const given = names.map((name, index) => [name, canonical(own[index] ?? [])])
  expect(given).toEqual(questions.map(({ name, v4, v6 }) => [name, canonical(family === 4 ? v4 : v6)]))
}

function canonical(addresses: string[]): string[] {
  const texts = addresses.map((address) =>
    address.includes(':') ? new SocketAddress({ address, family: 'ipv6' }).address : address,
  )
  return texts.toSorted()
}

for (const family of [4, 6] as const)
  for (const { title, needed, resolve, isSupervised } of everyResolver)
    requireProgram(...needed)(`${title} knows every name, over IPv${family}`, async ({ network }) => {
      const host = title.endsWith('in the test') ? network.testHost : await network.host('desk')
      // The machine need not have localhost for both families.
      await compare(network, host, resolve, family, (name) => !isSupervised || name !== 'localhost')
    })

for (const [title, resolve] of Object.entries(resolversOfV4))
  requireProgram('python3')(`${title} knows every name`, async ({ network }) => {
    await compare(network, await network.host('desk'), resolve, 4)
  })
