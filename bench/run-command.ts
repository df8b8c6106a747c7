import { spawn } from 'node:child_process'

const limitMs = 180_000

/**
 * Runs a command to its end and gives what it printed.
 *
 * @throws an Error with the command and its stderr when it fails, or takes longer than three minutes
 */
export async function runCommand(command: string[], env: NodeJS.ProcessEnv, cwd = '.'): Promise<string> {
  const [program = '', ...args] = command
  const output = { stdout: '', stderr: '' }
  const end = await new Promise<string>((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const timer = setTimeout(() => killGroup(child.pid), limitMs)
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve(signal ?? String(code))
    })
  })
  if (end === '0') return output.stdout
  throw new Error(`${command.join(' ')} ended with ${end}: ${output.stderr.trim() || output.stdout.trim()}`)
}

/** With what it has started. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // The whole group has ended by itself.
  }
}
