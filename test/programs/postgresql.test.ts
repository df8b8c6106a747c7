import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { psqlOptions, startPostgres } from './setting/servers/postgresql.js'
import { requireProgram } from './setting/program-test.js'
import { eventually } from './setting/wait-for.js'

const test = requireProgram('initdb', 'postgres', 'psql', 'pgbench', 'setpriv')

test('psql on another host uses PostgreSQL over IPv4 and IPv6, and each side sees the address of the other', async ({
  network,
  folder,
}) => {
  const db = await network.host('db')
  const desk = await network.host('desk')
  await startPostgres(db, folder)
  for (const { family, addressOf } of families) {
    const query = 'select inet_client_addr(), inet_server_addr(), inet_server_port(), current_user'
    const { stdout } = await desk.run('psql', [...psqlOptions(addressOf(db)), '-Atc', query])
    expect(stdout, family).toBe(`${addressOf(desk)}|${addressOf(db)}|5432|postgres\n`)
  }
})

test('PostgreSQL lets one host in by its address and refuses another', async ({ network, folder }) => {
  const db = await network.host('db')
  const [friend, stranger] = [await network.host('friend'), await network.host('stranger')]
  await startPostgres(db, folder, [`host all all ${friend.ip}/32 trust`, 'host all all all reject'])
  const { stdout } = await friend.run('psql', [...psqlOptions(db.ip), '-Atc', 'select 1'])
  expect(stdout).toBe('1\n')
  const refused = await stranger.run('psql', [...psqlOptions(db.ip), '-Atc', 'select 1'], { reject: false })
  expect(refused.stderr).toContain(`pg_hba.conf rejects connection for host "${stranger.ip}"`)
})

test('eight connections of pgbench on two hosts work in one database', async ({ network, folder }) => {
  const db = await network.host('db')
  const desks = [await network.host('desk1'), await network.host('desk2')]
  await startPostgres(db, folder)
  await db.run('pgbench', [...psqlOptions('127.0.0.1'), '-i', '-q', '-s', '1'])
  const runs = await Promise.all(
    desks.map((desk) => desk.run('pgbench', [...psqlOptions(db.ip), '-n', '-c', '4', '-j', '2', '-t', '25'])),
  )
  for (const { stdout } of runs) expect(stdout).toContain('number of transactions actually processed: 100/100')
  const { stdout } = await db.run('psql', [...psqlOptions('::1'), '-Atc', 'select count(*) from pgbench_history'])
  expect(stdout).toBe('200\n')
})

test('a cancelled query ends, by the second connection that carries the cancel', async ({ network, folder }) => {
  const db = await network.host('db')
  const desk = await network.host('desk')
  await startPostgres(db, folder)
  const psql = await desk.spawn('psql', [...psqlOptions(db.ip), '-c', 'select pg_sleep(600)'])
  const isAsleep = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'"
  const count = async () => (await db.run('psql', [...psqlOptions('127.0.0.1'), '-Atc', isAsleep])).stdout
  await eventually(count).toBe('1\n')
  psql.kill('SIGINT')
  await psql.exited
  expect(psql.stderr).toContain('canceling statement due to user request')
})

test('psql reaches a server that is written in the test', async ({ network }) => {
  const db = await network.host('db')
  const desk = await network.host('desk')
  // Refuses TLS, then answers every start with an error.
  const server = createServer((socket) =>
    socket.on('data', (data) => {
      if (data.length === 8) return socket.write('N')
      const fields = Buffer.from('SFATAL\0C28000\0Mnot today\0\0')
      const header = Buffer.from('E\0\0\0\0')
      header.writeInt32BE(fields.length + 4, 1)
      return socket.end(Buffer.concat([header, fields]))
    }),
  )
  server.listen(5432, db.ip6)
  await once(server, 'listening')
  const { stderr } = await desk.run('psql', [...psqlOptions(db.ip6), '-c', 'select 1'], { reject: false })
  expect(stderr).toContain('FATAL:  not today')
  server.close()
})
