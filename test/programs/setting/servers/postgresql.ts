import { appendFileSync, chownSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Host, Program } from 'socketwrap'
import { programPath } from '../find-program.js'
import { idOf } from '../processes.js'
import { printed } from '../wait-for.js'

/** PostgreSQL refuses to run as root. */
const isRoot = process.getuid?.() === 0

/** Makes a database cluster in the folder and starts it, as the user postgres when the tests run as root. */
export async function startPostgres(host: Host, folder: string, rules = ['host all all all trust']): Promise<Program> {
  const data = path.join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (isRoot) chownSync(data, idOf('postgres'), idOf('postgres', 'group'))
  const [initdb, ...initdbArgs] = asPostgres('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-N')
  await host.run(initdb as string, initdbArgs, { cwd: '/' })
  const settings = ['listen_addresses=*', 'port=5432', 'fsync=off', 'unix_socket_directories=']
  const options = settings.flatMap((setting) => ['-c', setting])
  const [postgres, ...args] = asPostgres(
    'postgres',
    '-D',
    data,
    ...options,
    '-c',
    `hba_file=${writeRules(data, rules)}`,
  )
  const program = await host.spawn(postgres as string, args, { cwd: '/' })
  await program.listening(5432)
  await printed(program, /ready to accept connections/)
  return program
}

/** What psql and pgbench need to reach it. */
export function psqlOptions(address: string): string[] {
  return ['-h', address, '-U', 'postgres', 'postgres']
}

function writeRules(data: string, rules: string[]): string {
  const file = path.join(data, 'rules.conf')
  const loopback = ['host all all 127.0.0.1/32 trust', 'host all all ::1/128 trust']
  appendFileSync(file, [...loopback, ...rules, ''].join('\n'), { mode: 0o644 })
  return file
}

function asPostgres(name: string, ...args: string[]): string[] {
  const command = [programPath(name), ...args]
  if (!isRoot) return command
  return [
    'setpriv',
    `--reuid=${idOf('postgres')}`,
    `--regid=${idOf('postgres', 'group')}`,
    '--clear-groups',
    ...command,
  ]
}
