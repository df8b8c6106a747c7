import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { programPath } from '../setting/find-program.js'
import { requireProgram } from '../setting/program-test.js'
import { printed } from '../setting/wait-for.js'

const test = requireProgram('initdb', 'postgres', 'psql')

test('PostgreSQL runs as its own user, whoever runs the tests, and serves several users over TCP and by peer authentication', async ({
  network,
  folder,
}) => {
  const db = await network.host('db', { users: [{ name: 'alice' }, { name: 'bob' }] })
  const desk = await network.host('desk', { users: [{ name: 'alice' }, { name: 'bob' }] })
  const data = path.join(folder, 'data')
  const asPostgres = { user: 'postgres', cwd: folder }
  await db.run(programPath('initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-N'], asPostgres)
  writeFileSync(path.join(data, 'rules.conf'), 'host all all all trust\nlocal all all peer\n')
  const settings = ['listen_addresses=*', 'fsync=off', `unix_socket_directories=${folder}`]
  const server = await db.spawn(
    programPath('postgres'),
    ['-D', data, '-c', `hba_file=${path.join(data, 'rules.conf')}`, ...settings.flatMap((one) => ['-c', one])],
    asPostgres,
  )
  await server.listening(5432)
  await printed(server, /ready to accept connections/)

  const roles = 'create role alice login; create role bob login; create database shop owner alice'
  for (const command of roles.split('; '))
    await db.run('psql', ['-h', '127.0.0.1', '-U', 'postgres', 'postgres', '-c', command], { user: 'postgres' })
  for (const user of ['alice', 'bob']) {
    const query = ['-h', db.ip, '-U', user, 'shop', '-Atc', 'select current_user, inet_client_addr()']
    const { stdout } = await desk.run('psql', query, { user })
    expect(stdout).toBe(`${user}|${desk.ip}\n`)
  }
  const asAlice = async (role: string) =>
    await db.run('psql', ['-h', folder, '-U', role, 'shop', '-Atc', 'select 1'], { user: 'alice', reject: false })
  expect((await asAlice('alice')).stdout).toBe('1\n')
  expect((await asAlice('bob')).stderr).toContain('Peer authentication failed for user "bob"')
})

test('PostgreSQL refuses to run as root, also when root is believed only', async ({ network, folder }) => {
  const run = network.run(programPath('postgres'), ['-D', folder], { user: 'root', cwd: folder })
  await expect(run).rejects.toThrow('"root" execution of the PostgreSQL server is not permitted')
})
