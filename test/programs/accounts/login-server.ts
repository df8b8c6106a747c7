import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Host, Program, RunResult } from 'socketwrap'
import { programPath } from '../setting/find-program.js'

/** Starts sshd as it is on a machine: as root, on port 22, asking PAM, and strict about the keys of its users. */
export async function startLoginServer(host: Host, folder: string): Promise<Program> {
  makeKey(folder, 'host_key')
  const settings = [`HostKey ${path.join(folder, 'host_key')}`, 'UsePAM yes', 'PidFile none']
  const file = path.join(folder, 'sshd_config')
  writeFileSync(file, settings.join('\n'))
  const sshd = await host.spawn(programPath('sshd'), ['-D', '-e', '-f', file], { user: 'root' })
  await sshd.listening(22)
  return sshd
}

/** Lets the holder of the folder's key in as a user, in the way in which the user would do it. */
export async function allowKey(host: Host, user: string, folder: string): Promise<void> {
  const input = makeKey(folder, 'user_key')
  await host.run('sh', ['-c', 'mkdir -m 700 ~/.ssh && cat >~/.ssh/authorized_keys'], { user, input })
}

/** Gives the public key. */
function makeKey(folder: string, name: string): string {
  const file = path.join(folder, name)
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file])
  return readFileSync(`${file}.pub`, 'utf8')
}

interface Login {
  from: Host
  to: Host
  user: string
  folder: string
  /** Answers by what a question contains; without any, the folder's key. */
  answers?: Record<string, string>
}

/** Runs a command of the shell after a login. */
export function runAfterLogin({ from, to, user, folder, answers }: Login, command: string): Promise<RunResult> {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', `User=${user}`]
  const way = answers
    ? ['PreferredAuthentications=password,keyboard-interactive', 'NumberOfPasswordPrompts=1', 'PubkeyAuthentication=no']
    : ['BatchMode=yes', `IdentityFile=${path.join(folder, 'user_key')}`]
  const args = [...options, ...way].flatMap((option) => ['-o', option])
  const env = answers && { SSH_ASKPASS: writeAnswers(folder, answers), SSH_ASKPASS_REQUIRE: 'force' }
  return from.run('ssh', ['-F', '/dev/null', ...args, to.ip, command], { env, reject: false })
}

/** ssh asks a program when it has no terminal. */
function writeAnswers(folder: string, answers: Record<string, string>): string {
  const file = path.join(folder, 'askpass')
  const cases = Object.entries(answers).map(([part, answer]) => `*"${part}"*) echo '${answer}' ;;`)
  writeFileSync(file, `#!/bin/sh\ncase "$1" in\n${cases.join('\n')}\nesac\n`, { mode: 0o755 })
  return file
}
