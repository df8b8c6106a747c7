import { SocketwrapError } from '../errors/socketwrap-error.js'
import { timerMs } from '../process/longest-timer.js'
import { describeExit, describeOutput } from './describe-program.js'
import type { Program, ProgramExit } from './program.js'
import { aborted } from './spawn-program.js'
import type { RunOptions } from './spawn-options.js'

/** What a command left that ran to its end. */
export interface RunResult extends ProgramExit {
  command: string
  stdout: string
  stderr: string
  /** Both, in the order of arrival. */
  output: string
  durationMs: number
}

/** After a timeout a command has this long to end by itself, before it is killed. */
const graceMs = 1000

/** Waits for a program's end. */
export async function finishProgram(program: Program, options: RunOptions): Promise<RunResult> {
  let isLate = false
  const onTimeout = () => {
    isLate = true
    void program.stop({ graceMs })
  }
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(onTimeout, timerMs(options.timeoutMs))
  const exit = await program.exited
  clearTimeout(timer)
  const { command, stdout, stderr, output, startedAtMs, endedAtMs = Date.now() } = program
  const result: RunResult = { command, ...exit, stdout, stderr, output, durationMs: endedAtMs - startedAtMs }
  if (options.signal?.aborted) throw aborted(command, options.signal)
  if (isLate) throw tooLate(program, result, options.timeoutMs)
  if (exit.exitCode !== 0 && options.reject !== false) throw failed(program, result)
  return result
}

function tooLate(program: Program, result: RunResult, timeoutMs: number | undefined): SocketwrapError {
  const text = `${result.command} on host ${program.host.name} did not end within ${timeoutMs} ms. Give a longer timeoutMs, or look at what it waits for. ${describeOutput(result.output)}`
  return new SocketwrapError('RUN_TIMEOUT', text, { details: { ...result } })
}

function failed(program: Program, result: RunResult): SocketwrapError {
  const text = `${result.command} on host ${program.host.name} ${describeExit(result)}. ${describeOutput(result.output)}`
  return new SocketwrapError('RUN_FAILED', text, { details: { ...result } })
}
