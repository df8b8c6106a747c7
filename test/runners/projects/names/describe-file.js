import { execFileSync } from 'node:child_process'
import dns, { lookup as importedLookup, promises } from 'node:dns'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { network } from 'socketwrap'
import { kept } from './kept.js'

const name = 'api.example.com'
const rounds = 20

const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' })

/** In the process of the test and in programs, each asks for the IPv4 address. */
const resolvers = {
  'dns.lookup': async () => (await promisify(dns.lookup)(name, { family: 4 })).address,
  'an imported lookup': async () => (await promisify(importedLookup)(name, { family: 4 })).address,
  'dns/promises lookup': async () => (await promises.lookup(name, { family: 4 })).address,
  'dns.resolve4': async () => (await promises.resolve4(name)).join(),
  getent: async () => run('getent', 'ahostsv4', name).split(' ')[0],
  dig: async () => run('dig', '+short', name).trim(),
  'getent on a host': async () => (await network.hosts()[1].run('getent', ['ahostsv4', name])).stdout.split(' ')[0],
}

/** Files that run one after another, and at the same time, give the same name an address of their own. */
export function describeFile(file, number) {
  const [ip, ip6, ofTest] = [`203.0.113.${number}`, `2001:db8::${number}`, `198.51.100.${number}`]

  beforeAll(async () => {
    await network.host(`desk-${number}`)
    network.dns({ [name]: [ip, ip6] })
  })

  test('every resolver gives the address of this file', async () => {
    for (const [title, ask] of Object.entries(resolvers)) expect([title, await ask()]).toEqual([title, ip])
    expect(await promises.resolve6(name)).toEqual([ip6])
    expect(await promises.reverse(ip)).toEqual([name])
    await expect(promises.reverse(`203.0.113.${number + 1}`)).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })

  test('so do functions that a module has kept, while other files ask', async () => {
    for (const [title, ask] of Object.entries(kept)) {
      const answers = await Promise.all(Array.from({ length: rounds }, () => ask(name)))
      expect([title, ...new Set(answers)]).toEqual([title, ip])
    }
  })

  test('fetch reaches the server of this file by its name', async () => {
    for (const address of [ip, ip6]) {
      network.dns({ [name]: address })
      const server = createServer((_request, response) => response.end(`${file} at ${address}`)).listen(80, address)
      await once(server, 'listening')
      expect(await (await fetch(`http://${name}/`)).text()).toBe(`${file} at ${address}`)
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    }
  })

  test('a test gives the name another address', async () => {
    network.dns({ [name]: ofTest })
    for (const [title, ask] of Object.entries(resolvers)) expect([title, await ask()]).toEqual([title, ofTest])
    for (const [title, ask] of Object.entries(kept)) expect([title, await ask(name)]).toEqual([title, ofTest])
  })

  test('which ends with that test', async () => {
    for (const [title, ask] of Object.entries(resolvers)) expect([title, await ask()]).toEqual([title, ip])
    for (const [title, ask] of Object.entries(kept)) expect([title, await ask(name)]).toEqual([title, ip])
  })
}
