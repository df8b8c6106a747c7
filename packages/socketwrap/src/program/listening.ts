import type { Protocol } from '@socketwrap/capture'
import { formatEndpoint, parsePort } from '../address/endpoint.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { checkOptions } from '../network/check-options.js'
import { describeExit, describeOutput } from './describe-program.js'
import type { Program, ProgramExit } from './program.js'

export interface ListeningOptions {
  /** Default: `'tcp'`. With `'udp'` and `'udplite'` it waits until the port is bound. */
  protocol?: Protocol
  /** How long to wait, in milliseconds. Default: 15000. */
  timeoutMs?: number
}

/**
 * The kernel tells nobody that an abstract socket has appeared, so its table is read again and again, with pauses
 * that grow to this. One read takes well under a millisecond.
 */
const longestPauseMs = 20

export async function waitForListener(
  program: Program,
  earlier: Set<number>,
  port: number,
  options: ListeningOptions,
): Promise<void> {
  parsePort(port, 'port', 1)
  checkOptions('listening', options, {
    protocol: ["'tcp', 'udp' or 'udplite'", (value) => value === 'tcp' || value === 'udp' || value === 'udplite'],
    timeoutMs: ['a number above 0', (value) => typeof value === 'number' && value > 0],
  })
  const { protocol = 'tcp', timeoutMs = 15_000 } = options
  const what = `${protocol} port ${port}`
  const deadline = Date.now() + timeoutMs
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const exit = program.exit // read before the look, so that a listener of the last moment is seen
    if (hasListener(program, earlier, protocol, port)) return
    if (exit && !hasDaemon(program, exit)) throw exitedFirst(program, await program.exited, what)
    if (Date.now() >= deadline) throw timedOut(program, what, timeoutMs)
    await pause(pauseMs, exit ? undefined : program.exited)
  }
}

function hasListener(program: Program, earlier: Set<number>, protocol: Protocol, port: number): boolean {
  const state = protocol === 'tcp' ? 'listening' : 'bound'
  return program.host
    .namedSockets()
    .some(
      (socket) =>
        socket.protocol === protocol &&
        socket.state === state &&
        socket.local.port === port &&
        !earlier.has(socket.inode),
    )
}

/** A server that puts itself into the background ends with success and leaves a child that will listen. */
function hasDaemon(program: Program, exit: ProgramExit): boolean {
  return exit.exitCode === 0 && program.host.hasUnknownProcess()
}

/** Ends early when the program exits. */
function pause(ms: number, exited: Promise<unknown> | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    exited?.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function exitedFirst(program: Program, exit: ProgramExit, what: string): SocketwrapError {
  const text = `${program.command} on host ${program.host.name} ${describeExit(exit)} before it listened on ${what}. ${describeOutput(program.output)}`
  return new SocketwrapError('PROGRAM_EXITED', text, {
    details: { command: program.command, ...exit, output: program.output },
  })
}

function timedOut(program: Program, what: string, timeoutMs: number): SocketwrapError {
  const others = program.host
    .namedSockets()
    .filter(({ state }) => state === 'listening' || state === 'bound')
    .map(({ protocol, local }) => `${protocol} ${formatEndpoint(local)}`)
  const open =
    others.length > 0
      ? `Open on host ${program.host.name}: ${others.join(', ')}.`
      : `Nothing listens on host ${program.host.name}.`
  const text = `${program.command} did not listen on ${what} within ${timeoutMs} ms. ${open} Check the port, or give a longer timeoutMs. ${describeOutput(program.output)}`
  return new SocketwrapError('LISTEN_TIMEOUT', text, { details: { command: program.command, output: program.output } })
}
