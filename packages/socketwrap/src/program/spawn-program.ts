import { statSync } from 'node:fs'
import path from 'node:path'
import { inspectProgram, type NativeNetwork } from '@socketwrap/native'
import { callNative } from '../errors/native-error.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { Host } from '../host/host.js'
import { giveIdentity } from '../identity/give-identity.js'
import { badOption } from '../network/check-options.js'
import { programEnvironment } from './child-environment.js'
import { findProgram } from './find-program.js'
import { Program } from './program.js'
import type { SpawnOptions } from './spawn-options.js'
import { type ChildPlan, startChild } from './start-child.js'
import { supervisedPlan } from './supervised-plan.js'

/**
 * Starts a program on a host. It is found and looked at first: one that the shim cannot get into would be on the real
 * network, which must be an error that names it.
 */
export async function spawnProgram(
  host: Host,
  native: NativeNetwork,
  ours: NodeJS.ProcessEnv,
  command: string,
  args: string[],
  options: SpawnOptions,
  maxOutputBytes: number,
): Promise<Program> {
  if (options.signal?.aborted) throw aborted(command, options.signal)
  const cwd = existingFolder(options.cwd)
  const env = giveIdentity(host, native, programEnvironment(native, host.name, ours, options), options)
  const file = findProgram(command, cwd, env.PATH)
  const way = chooseWay(command, file, options)
  const earlier = new Set(host.namedSockets().map(({ inode }) => inode))
  const { input, stdin, output } = options
  const plan = { file, argv0: command, args, cwd, env, input, stdin, output }
  const { child } = await startChild(planFor(way, plan))
  const program = new Program(host, child, [command, ...args], maxOutputBytes, earlier)
  stopOnAbort(program, options.signal)
  return program
}

export function aborted(command: string, signal: AbortSignal): SocketwrapError {
  return new SocketwrapError('RUN_ABORTED', `${command} was ended by its abort signal.`, {
    cause: signal.reason,
    details: { command },
  })
}

function existingFolder(cwd: string | undefined): string {
  const folder = path.resolve(cwd ?? '.')
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder
  throw badOption('spawn', 'cwd', cwd ?? folder, 'a directory that exists')
}

interface Way {
  via: 'preload' | 'supervise' | 'shell'
  preloadsChildren: boolean
}

function planFor(way: Way, plan: ChildPlan): ChildPlan {
  if (way.via === 'supervise') return supervisedPlan(plan, way.preloadsChildren)
  // A file that changes its user keeps its libraries only when a process of ours executes it.
  if (way.via === 'shell')
    return { ...plan, file: '/bin/sh', argv0: 'sh', args: ['-c', 'exec "$0" "$@"', plan.file, ...plan.args] }
  return plan
}

function chooseWay(command: string, file: string, options: SpawnOptions): Way {
  const { via, kind, reason } = callNative(`look at ${file}`, () => inspectProgram(file), { file })
  if (options.user !== undefined) {
    if (kind === 'setuid' || changesUser(file)) return { via: 'shell', preloadsChildren: true }
    if (via !== 'preload' || options.via === 'supervise') throw userUnsupported(command, file, options)
  }
  if (via === 'preload' && options.via === 'supervise') return { via: 'supervise', preloadsChildren: false }
  // musl's loader stops at a library for glibc.
  if (via === 'supervise' && options.via !== 'preload') return { via, preloadsChildren: kind !== 'musl' }
  if (via === 'preload' || options.unsupported === 'allow') return { via: 'preload', preloadsChildren: true }
  throw new SocketwrapError(
    'UNSUPPORTED_PROGRAM',
    `${command === file ? file : `${command} (${file})`} cannot be put on the network: ${reason.replace(/\.$/, '')}. It would use the real one. ` +
      "Use another build of it, or let it run outside on purpose with { unsupported: 'allow' }.",
    { details: { command, file, kind, reason } },
  )
}

/** Root, which is not changed by root's files, is told of them too. */
function changesUser(file: string): boolean {
  return (statSync(file).mode & 0o6000) !== 0
}

function userUnsupported(command: string, file: string, { user, via }: SpawnOptions): SocketwrapError {
  const reason = via === 'supervise' ? 'it is to be supervised' : 'libc cannot be hooked in it'
  return new SocketwrapError(
    'USER_UNSUPPORTED',
    `${command} (${file}) would not believe to be user ${user}: ${reason}, and its calls would get its real ids. ` +
      'Use a dynamically linked build of it for glibc, or start it without a user.',
    { details: { command, file, user } },
  )
}

function stopOnAbort(program: Program, signal: AbortSignal | undefined): void {
  if (!signal) return
  const stop = () => void program.stop()
  signal.addEventListener('abort', stop, { once: true })
  void program.exited.then(() => signal.removeEventListener('abort', stop))
}
