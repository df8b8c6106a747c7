import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import type { Host, Program } from 'socketwrap'
import { programPath } from '../find-program.js'

/** Starts sshd with keys that it makes in the folder, and with more lines of configuration. */
export async function startSshd(
  host: Host,
  folder: string,
  { hostKey = 'ed25519', more = [] as string[] } = {},
): Promise<Program> {
  for (const [name, type] of [
    ['host_key', hostKey],
    ['user_key', 'ed25519'],
  ] as const)
    spawnSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', name, '-f', path.join(folder, name)])
  const settings = [
    `HostKey ${path.join(folder, 'host_key')}`,
    `AuthorizedKeysFile ${path.join(folder, 'user_key.pub')}`,
    'PermitRootLogin yes',
    'StrictModes no',
    'UsePAM no',
    'PidFile none',
    'Subsystem sftp internal-sftp',
    ...more,
  ]
  const file = path.join(folder, 'sshd_config')
  writeFileSync(file, settings.join('\n'))
  const sshd = await host.spawn(programPath('sshd'), ['-D', '-e', '-f', file])
  await sshd.listening(22)
  return sshd
}

/** What ssh and scp need to log in as this user. */
export function sshOptions(folder: string): string[] {
  const settings = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'BatchMode=yes', 'LogLevel=ERROR']
  const user = [...settings, `User=${userInfo().username}`, 'ExitOnForwardFailure=yes'].flatMap((setting) => [
    '-o',
    setting,
  ])
  return ['-F', '/dev/null', '-i', path.join(folder, 'user_key'), ...user]
}
