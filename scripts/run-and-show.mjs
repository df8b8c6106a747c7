import { spawn } from 'node:child_process'

/**
 * Runs a command without standard input, shows its output as it comes, and gives it back. What takes
 * longer than the limit is ended with all that it started, and has failed.
 */
export function runAndShow([program, ...args], { limitMinutes = 15 } = {}) {
  return new Promise((resolve) => {
    // A process group of its own, so that all of it can be ended.
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const stop = () => process.kill(-child.pid, 'SIGKILL')
    const stopAll = () => {
      stop()
      process.exit(130)
    }
    process.on('SIGINT', stopAll).on('SIGTERM', stopAll)
    let output = ''
    const show = (stream, text) => {
      output += text
      stream.write(text)
    }
    child.stdout.setEncoding('utf8').on('data', (text) => show(process.stdout, text))
    child.stderr.setEncoding('utf8').on('data', (text) => show(process.stderr, text))

    const timer = setTimeout(() => {
      show(process.stdout, `\nThis took longer than ${limitMinutes} minutes, and was ended.\n`)
      stop()
    }, limitMinutes * 60_000)
    const finish = (status) => {
      clearTimeout(timer)
      process.off('SIGINT', stopAll).off('SIGTERM', stopAll)
      child.stdout.destroy()
      child.stderr.destroy()
      resolve({ status, output })
    }
    child.on('error', (error) => {
      show(process.stderr, `${error.message}\n`)
      finish(1)
    })
    // Something that the command left behind may hold the pipes open for ever.
    child.on('exit', (code) => {
      const late = setTimeout(() => finish(code ?? 1), 2000)
      child.on('close', () => {
        clearTimeout(late)
        finish(code ?? 1)
      })
    })
  })
}
