import { type ChildProcess, spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

/** A runner in watch mode: waits for what it prints, so that nothing has to sleep. */
export class WatchedRun {
  readonly #child: ChildProcess
  readonly #closed: Promise<void>
  #output = ''
  #onOutput = () => {}

  constructor(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += stripVTControlCharacters(text)
        this.#onOutput()
      })
    this.#closed = new Promise((resolve) => this.#child.once('close', () => resolve()))
  }

  /** Waits until the text has been printed, and forgets all up to it. Gives what was printed before. */
  async waitFor(text: string): Promise<string> {
    for (;;) {
      const at = this.#output.indexOf(text)
      if (at >= 0) {
        const before = this.#output.slice(0, at + text.length)
        this.#output = this.#output.slice(at + text.length)
        return before
      }
      const ended = await Promise.race([
        new Promise<false>((resolve) => (this.#onOutput = () => resolve(false))),
        this.#closed.then(() => true),
      ])
      if (ended && !this.#output.includes(text)) throw new Error(`It ended before it printed ${text}:\n${this.#output}`)
    }
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGINT')
    await this.#closed
  }
}
