import { Client, Pool } from 'pg'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { startPostgres } from '../setting/servers/postgresql.js'
import { callerOf, namedHosts } from './named-hosts.js'

const test = requireProgram('initdb', 'postgres', 'setpriv')

for (const { family, ip } of namedHosts)
  test(`pg queries PostgreSQL by name over ${family}`, async ({ network, folder }) => {
    const host = await network.host('db.example.com', { ip })
    await startPostgres(host, folder)
    const client = new Client('postgres://postgres@db.example.com/postgres')
    await client.connect()
    const { rows } = await client.query('select host(inet_client_addr()) as by, host(inet_server_addr()) as at')
    expect(rows).toEqual([{ by: callerOf(network, host), at: ip }])
    await client.end()
  })

test('a pool of pg listens for what another connection says', async ({ network, folder }) => {
  await startPostgres(await network.host('db', { names: ['db.internal'] }), folder)
  const pool = new Pool({ host: 'db.internal', user: 'postgres', database: 'postgres', max: 2 })
  const [listener, speaker] = [await pool.connect(), await pool.connect()]
  await listener.query('listen news')
  const heard = new Promise((resolve) => listener.on('notification', ({ payload }) => resolve(payload)))
  await speaker.query("notify news, 'rain'")
  expect(await heard).toBe('rain')
  for (const client of [listener, speaker]) client.release()
  await pool.end()
})
