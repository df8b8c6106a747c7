import type { ChildProcess } from 'node:child_process'
import { types } from 'node:util'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { SpawnOptions } from './spawn-options.js'

export interface ChildPlan extends Pick<SpawnOptions, 'input' | 'stdin' | 'output'> {
  /** An absolute path. */
  file: string
  /** What the program sees as its own name. */
  argv0: string
  args: string[]
  cwd: string
  env: Record<string, string>
}

/**
 * Starts a child process. execa does what is easy to get wrong: input of every kind, pipes that break, and killing
 * the child when this process exits. Timeouts, abort signals and output are ours, because they belong to the network.
 *
 * @throws SocketwrapError SPAWN_FAILED
 */
export async function startChild(plan: ChildPlan): Promise<{ child: ChildProcess }> {
  // Loaded here, because most test files start no program, and Jest loads this package anew for each of them.
  const { execa } = await import('execa')
  const child = execa(plan.file, plan.args, {
    argv0: plan.argv0,
    cwd: plan.cwd,
    env: plan.env,
    extendEnv: false,
    ...(plan.input === undefined ? { stdin: plan.stdin ?? 'ignore' } : inputOf(plan.input)),
    stdout: plan.output === 'inherit' ? 'inherit' : 'pipe',
    stderr: plan.output === 'inherit' ? 'inherit' : 'pipe',
    buffer: false,
    reject: false,
  })
  // The child is a promise of its end too, so an async function must not return it bare.
  if (child.pid !== undefined) return { child: child as unknown as ChildProcess }
  const { cause } = await child
  const reason = types.isNativeError(cause) ? cause.message : 'the reason is not known'
  throw new SocketwrapError(
    'SPAWN_FAILED',
    `Could not start ${plan.file}: ${reason}. Check the file's permissions, its interpreter and the length of its arguments.`,
    {
      cause,
      details: { file: plan.file, args: plan.args },
    },
  )
}

function inputOf(input: NonNullable<SpawnOptions['input']>) {
  if (typeof input === 'string') return { input }
  // Bytes that were made in Jest's sandbox are a Uint8Array of another realm, which execa does not take for one.
  if (ArrayBuffer.isView(input))
    return { input: new Uint8Array(Buffer.from(input.buffer, input.byteOffset, input.byteLength)) }
  return { input }
}
