import { mkdirSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import axios from 'axios'
import got from 'got'
import { Redis } from 'ioredis'
import { Pool } from 'pg'
import { fetch as undiciFetch } from 'undici'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { startPostgres } from '../setting/servers/postgresql.js'
import { startRedis } from '../setting/servers/redis.js'
import { eventually } from '../setting/wait-for.js'
import { openShop } from './shop.js'

const test = requireProgram('redis-server', 'initdb', 'postgres', 'setpriv')
const url = 'http://shop.example.com/'
const noRetry = { retry: { limit: 0 } }

interface Client {
  /** Gives the address that has answered. */
  ask(): Promise<string>
  /** Gives up after a twentieth of a second, with this error. */
  giveUp(): Promise<unknown>
  error: object
}

const clients: Record<string, Client> = {
  fetch: {
    ask: async () => ((await (await fetch(url)).json()) as { at: string }).at,
    giveUp: () => fetch(url, { signal: AbortSignal.timeout(50) }),
    error: { name: 'TimeoutError' },
  },
  undici: {
    ask: async () => ((await (await undiciFetch(url)).json()) as { at: string }).at,
    giveUp: () => undiciFetch(url, { signal: AbortSignal.timeout(50) }),
    error: { name: 'TimeoutError' },
  },
  axios: {
    ask: async () => (await axios.get(url)).data.at,
    giveUp: () => axios.get(url, { timeout: 50 }),
    error: { code: 'ECONNABORTED' },
  },
  got: {
    ask: async () => (await got(url, noRetry).json<{ at: string }>()).at,
    giveUp: () => got(url, { ...noRetry, timeout: { lookup: 50 } }),
    error: { code: 'ETIMEDOUT', event: 'lookup' },
  },
}

for (const [title, { ask, giveUp, error }] of Object.entries(clients)) {
  test(`${title} follows a name that changes between two lookups`, async ({ network }) => {
    const [first, second] = [await network.host('first'), await network.host('second')]
    await using _first = await openShop(first)
    await using _second = await openShop(second)
    network.dns({ 'shop.example.com': first.addresses[0] as string })
    expect(await ask()).toBe(first.ip)
    network.dns({ 'shop.example.com': second.addresses[0] as string })
    expect(await ask()).toBe(second.ip)
  })

  test(`${title} waits for a slow name, and gives up when it is told to`, async ({ network }) => {
    const host = await network.host('shop')
    await using _shop = await openShop(host)
    network.dns({ 'shop.example.com': { A: host.ip, delayMs: 60_000 } })
    await expect(giveUp()).rejects.toMatchObject(error)
    network.dns({ 'shop.example.com': { A: host.ip, delayMs: 100 } })
    expect(await ask()).toBe(host.ip)
  })
}

test('a pool of pg goes on at the new address when its server dies and the name moves', async ({ network, folder }) => {
  const [first, second] = [await network.host('first'), await network.host('second')]
  const start = async (host: typeof first) => {
    const own = path.join(folder, host.name)
    mkdirSync(own, { mode: 0o755 })
    return startPostgres(host, own)
  }
  const primary = await start(first)
  await start(second)
  network.dns({ 'db.example.com': first.ip })
  const pool = new Pool({ host: 'db.example.com', user: 'postgres', database: 'postgres', max: 1 })
  const lost = once(pool, 'error')
  const ask = async () => (await pool.query('select host(inet_server_addr()) as at')).rows[0].at
  expect(await ask()).toBe(first.ip)
  network.dns({ 'db.example.com': second.ip })
  primary.kill('SIGINT')
  expect(await lost).toMatchObject([{ code: '57P01' }, {}])
  expect(await ask()).toBe(second.ip)
  await pool.end()
})

test('ioredis comes back at the new address when its server dies and the name moves', async ({ network }) => {
  const [first, second] = [await network.host('first'), await network.host('second')]
  const redis = await startRedis(first)
  await startRedis(second)
  network.dns({ 'redis.example.com': first.ip })
  const client = new Redis({ host: 'redis.example.com', retryStrategy: () => 5 })
  client.on('error', () => {})
  await client.set('fruit', 'apple')
  network.dns({ 'redis.example.com': second.ip })
  redis.kill('SIGKILL')
  await eventually(() => client.stream.remoteAddress).toBe(second.ip)
  expect(await client.get('fruit')).toBe(null)
  client.disconnect()
})
