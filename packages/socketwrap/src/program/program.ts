import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import type { Writable } from 'node:stream'
import type { Host } from '../host/host.js'
import { badOption, checkOptions } from '../network/check-options.js'
import { timerMs } from '../process/longest-timer.js'
import { BoundedOutput } from './bounded-output.js'
import { outputEnd } from './output-end.js'
import { type ListeningOptions, waitForListener } from './listening.js'
import { quoteCommand } from './quote-command.js'

export interface ProgramExit {
  /** Missing when a signal ended the program. */
  exitCode?: number
  signal?: NodeJS.Signals
}

export interface StopOptions {
  /** How long the program may take to end by itself, in milliseconds, before it is killed. Default: 5000. */
  graceMs?: number
  /** What asks it to end. Default: SIGTERM. */
  signal?: NodeJS.Signals
}

/** A program that was started on a host. */
export class Program {
  readonly pid: number
  /** The command and its arguments, as a shell would take them. */
  readonly command: string
  /** The same without the program's folder, for a line in a report. */
  readonly title: string
  readonly startedAtMs = Date.now()
  /** Fulfilled when the program has ended and its output is read; never rejected. */
  readonly exited: Promise<ProgramExit>
  /** Where to write to a program that was started with `stdin: 'pipe'`. */
  readonly stdin: Writable | undefined
  #exit: ProgramExit | undefined
  #endedAtMs: number | undefined
  readonly #child: ChildProcess
  readonly #stdout: BoundedOutput
  readonly #stderr: BoundedOutput
  readonly #output: BoundedOutput

  /** @internal */
  constructor(
    readonly host: Host,
    child: ChildProcess,
    command: string[],
    maxOutputBytes: number,
    /** The sockets that were there before: a listener among them is not this program's. */
    private readonly earlierInodes: Set<number>,
  ) {
    this.#child = child
    this.pid = child.pid ?? 0
    this.command = quoteCommand(command)
    this.title = quoteCommand([path.basename(command[0] ?? ''), ...command.slice(1)])
    this.stdin = child.stdin ?? undefined
    this.#stdout = new BoundedOutput(maxOutputBytes)
    this.#stderr = new BoundedOutput(maxOutputBytes)
    this.#output = new BoundedOutput(maxOutputBytes)
    keep(child.stdout, this.#stdout, this.#output)
    keep(child.stderr, this.#stderr, this.#output)
    this.exited = this.#watch(child)
  }

  async #watch(child: ChildProcess): Promise<ProgramExit> {
    const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
      child.once('exit', (...result) => resolve(result))
    })
    this.#endedAtMs = Date.now()
    this.#exit = { ...(exitCode !== null && { exitCode }), ...(signal && { signal }) }
    await outputEnd(child)
    return this.#exit
  }

  /** How the program ended; undefined while it runs. */
  get exit(): ProgramExit | undefined {
    return this.#exit
  }

  get endedAtMs(): number | undefined {
    return this.#endedAtMs
  }

  /** What it printed, both streams in the order of arrival. Of much output the beginning and the end are kept. */
  get output(): string {
    return this.#output.toString()
  }

  get stdout(): string {
    return this.#stdout.toString()
  }

  get stderr(): string {
    return this.#stderr.toString()
  }

  /**
   * Waits until the program, or a child of it, listens on the port of its host.
   *
   * @throws SocketwrapError PROGRAM_EXITED at once when it ends before that, LISTEN_TIMEOUT, BAD_PORT; the first two
   *   show its output
   */
  listening(port: number, options: ListeningOptions = {}): Promise<void> {
    return waitForListener(this, this.earlierInodes, port, options)
  }

  /**
   * Sends a signal. Gives false when the program has ended.
   *
   * @throws SocketwrapError BAD_OPTION for a signal that there is not
   */
  kill(signal: NodeJS.Signals = 'SIGTERM'): boolean {
    if (!isSignalName(signal)) throw badOption('kill', 'signal', signal, signalName)
    return this.#exit === undefined && this.#child.kill(signal)
  }

  /** Asks the program to end, and kills it when it has not done so in time. Does nothing when it has ended. */
  async stop(options: StopOptions = {}): Promise<ProgramExit> {
    checkOptions('stop', options, {
      graceMs: ['a number, 0 or more', (value) => typeof value === 'number' && value >= 0],
      signal: [signalName, isSignalName],
    })
    if (this.#exit) return this.exited
    this.kill(options.signal ?? 'SIGTERM')
    const timer = setTimeout(() => this.kill('SIGKILL'), timerMs(options.graceMs ?? 5000))
    try {
      return await this.exited
    } finally {
      clearTimeout(timer)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}

const signalName = "a signal's name such as 'SIGINT'"

function isSignalName(value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(constants.signals, value)
}

function keep(stream: NodeJS.ReadableStream | null, ...outputs: BoundedOutput[]): void {
  stream?.on('data', (chunk: Buffer) => {
    for (const output of outputs) output.append(chunk)
  })
}
