import { spawn } from 'node:child_process'

const limitMs = 300_000

export interface End {
  /** An exit code or the name of a signal. */
  end: string
  /** The end of what it printed. */
  output: string
}

/** Runs a command without standard input; what it started is gone afterwards. */
export async function runToEnd([program = '', ...args]: string[], env: NodeJS.ProcessEnv): Promise<End> {
  let output = ''
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const killGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // All of it has ended.
    }
  }
  const timer = setTimeout(killGroup, limitMs)
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-20_000)))
  const end = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal ?? String(code)))
  })
  clearTimeout(timer)
  killGroup()
  return { end, output }
}
