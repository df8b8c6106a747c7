import { SocketAddress } from 'node:net'
import type { Host, Network } from 'socketwrap'
import { afterAll, expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { nameEverything } from './questions.js'
import { removeCompiled } from './compile-once.js'
import {
  javaIn,
  type Resolver,
  resolversInC,
  resolversInPrograms,
  resolversInTest,
  resolversOfCares,
  resolversOfSupervised,
  resolversOfV4,
} from './resolvers.js'

const families = [4, 6] as const

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

for (const family of families) {
  const test = requireProgram('dig', 'host', 'getent', 'curl', 'python3')
  for (const [title, resolve] of Object.entries(resolversInTest))
    test(`${title} in the test knows every name, over IPv${family}`, async ({ network }) => {
      await compare(network, network.testHost, resolve, family)
    })
  for (const [title, resolve] of Object.entries(resolversInPrograms))
    test(`${title} knows every name, over IPv${family}`, async ({ network }) => {
      await compare(network, await network.host('desk'), resolve, family)
    })
  for (const [title, resolve] of Object.entries(resolversInC))
    requireProgram('gcc')(`${title} knows every name, over IPv${family}`, async ({ network }) => {
      await compare(network, await network.host('desk'), resolve, family)
    })
  for (const [title, resolve] of Object.entries(resolversOfCares))
    requireProgram('gcc', 'ares.h')(`${title} knows every name, over IPv${family}`, async ({ network }) => {
      await compare(network, await network.host('desk'), resolve, family)
    })
  for (const [title, compiler, resolve] of resolversOfSupervised)
    requireProgram(compiler)(`${title} knows every name, over IPv${family}`, async ({ network }) => {
      // The machine need not have localhost for both families.
      await compare(network, await network.host('desk'), resolve, family, (name) => name !== 'localhost')
    })
  requireProgram('java')(`Java knows every name, over IPv${family}`, async ({ network, folder }) => {
    await compare(network, await network.host('desk'), javaIn(folder), family)
  })
}

for (const [title, resolve] of Object.entries(resolversOfV4))
  requireProgram('python3')(`${title} knows every name`, async ({ network }) => {
    await compare(network, await network.host('desk'), resolve, 4)
  })
