import path from 'node:path'
import axios from 'axios'
import got from 'got'
import { Agent, fetch as undiciFetch, interceptors } from 'undici'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { callerOf, namedHosts } from './named-hosts.js'
import { openShop } from './shop.js'

const test = requireProgram()

/** Each asks a URL and gives the answer. */
const clients: Record<string, (url: string) => Promise<unknown>> = {
  fetch: async (url) => (await fetch(url)).json(),
  "undici's fetch": async (url) => (await undiciFetch(url)).json(),
  "undici's fetch with its own DNS cache": async (url) =>
    (await undiciFetch(url, { dispatcher: new Agent().compose(interceptors.dns()) })).json(),
  axios: async (url) => (await axios.get(url)).data,
  got: (url) => got(url).json(),
  'got with a DNS cache': (url) => got(url, { dnsCache: true }).json(),
}

for (const { family, ip } of namedHosts)
  for (const [title, ask] of Object.entries(clients))
    test(`${title} reaches a fake host by name over ${family}`, async ({ network }) => {
      const host = await network.host('shop.example.com', { ip })
      await using _shop = await openShop(host)
      const answer = { name: 'shop.example.com', at: ip, by: callerOf(network, host) }
      expect(await ask('http://shop.example.com/')).toEqual(answer)
    })

for (const { family, ip } of namedHosts)
  for (const title of ['undici', 'axios', 'got'])
    test(`${title} in a program on another host reaches a fake host by name over ${family}`, async ({ network }) => {
      const host = await network.host('shop.example.com', { ip })
      const desk = await network.host('desk')
      await using _shop = await openShop(host)
      const script = path.join(import.meta.dirname, 'fixtures/ask-shop.mjs')
      const { stdout } = await desk.run(process.execPath, [script, title, 'http://shop.example.com/'])
      const by = host.ip ? desk.ip : desk.ip6
      expect(JSON.parse(stdout)).toEqual({ name: 'shop.example.com', at: ip, by })
    })
