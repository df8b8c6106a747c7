import type { Readable } from 'node:stream'
import { isPrivileges, type PrivilegeAnswer, type PrivilegedCall } from '../identity/privileges.js'
import { badOption, checkOptions, type OptionRules } from '../network/check-options.js'
import { describeValue } from '../errors/describe-value.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'

export interface SpawnOptions {
  /** The program's working directory. Default: that of this process. */
  cwd?: string
  /** Added to this process's environment; `undefined` takes a variable out. */
  env?: Record<string, string | undefined>
  /** `false`: `env` is the whole environment (and what puts the program on its network). Default: true. */
  inheritEnv?: boolean
  /** What the program reads from its standard input. Default: nothing. */
  input?: string | Uint8Array | Readable
  /** `'pipe'`: write to `program.stdin` yourself. `'inherit'`: that of this process. Default: `'ignore'`. */
  stdin?: 'ignore' | 'pipe' | 'inherit'
  /** Where its output goes: it is kept, or (`'inherit'`) goes where this process's own goes. Default: `'keep'`. */
  output?: 'keep' | 'inherit'
  /** How many bytes of its output are kept: the beginning and the end. Default: 1 MiB, for `run` 64 MiB. */
  maxOutputBytes?: number
  /** Ends the program when it aborts. */
  signal?: AbortSignal
  /** How the program, and what it starts, is put on the network: its libc is hooked (`'preload'`), or its system calls
   * are answered (`'supervise'`). Default: `'auto'`, the second for programs that cannot be preloaded. */
  via?: 'auto' | 'preload' | 'supervise'
  /** Whom the program, and what it starts, believes to be: the name of a user of the host, or a uid. Default: the user
   * who it really is. */
  user?: string | number
  /** With a user: what the calls say by which daemons use and give up privileges. `'accept'`: what the user may do
   * succeeds, and the machine does not change; `'refuse'`: EPERM; `'real'`: the kernel decides, for the real user.
   * Default: `'accept'`. */
  privileges?: Partial<Record<PrivilegedCall, PrivilegeAnswer>>
  /** `'allow'`: a program that cannot be put on the network may run outside it, on the real one. Default: `'error'`. */
  unsupported?: 'error' | 'allow'
}

export interface RunOptions extends SpawnOptions {
  /** Ends the program after this time, in milliseconds. Default: none. */
  timeoutMs?: number
  /** `false`: a failure is a result and no error. Default: true. */
  reject?: boolean
}

const spawnRules: OptionRules = {
  cwd: ['a string', (value) => typeof value === 'string'],
  env: ['an object of strings', isEnvironment],
  inheritEnv: ['true or false', (value) => typeof value === 'boolean'],
  input: ['a string, bytes or a readable stream', isInput],
  stdin: ["'ignore', 'pipe' or 'inherit'", (value) => value === 'ignore' || value === 'pipe' || value === 'inherit'],
  output: ["'keep' or 'inherit'", (value) => value === 'keep' || value === 'inherit'],
  maxOutputBytes: ['a whole number above 0', (value) => Number.isSafeInteger(value) && (value as number) > 0],
  signal: ['an AbortSignal', (value) => hasMethod(value, 'addEventListener')],
  via: [
    "'auto', 'preload' or 'supervise'",
    (value) => value === 'auto' || value === 'preload' || value === 'supervise',
  ],
  user: ['the name of a user or a uid', isUser],
  privileges: ["an object of 'accept', 'refuse' or 'real' for each call", isPrivileges],
  unsupported: ["'error' or 'allow'", (value) => value === 'error' || value === 'allow'],
}

const runRules: OptionRules = {
  ...spawnRules,
  timeoutMs: ['a number above 0', (value) => typeof value === 'number' && value > 0],
  reject: ['true or false', (value) => typeof value === 'boolean'],
}

/** @throws SocketwrapError BAD_OPTION */
export function checkSpawn(command: unknown, args: unknown, options: unknown): void {
  checkCommand(command, args)
  checkOptions('spawn', options, spawnRules)
  checkPrivileges('spawn', options)
}

/** @throws SocketwrapError BAD_OPTION */
export function checkRun(command: unknown, args: unknown, options: unknown): void {
  checkCommand(command, args)
  checkOptions('run', options, runRules)
  checkPrivileges('run', options)
}

/** Without a user the program asks the kernel, and the answers would do nothing. */
function checkPrivileges(what: string, options: unknown): void {
  const { user, privileges } = (options ?? {}) as SpawnOptions
  if (privileges !== undefined && user === undefined)
    throw badOption(what, 'privileges', privileges, 'given with a user')
}

function checkCommand(command: unknown, args: unknown): void {
  if (typeof command !== 'string' || command === '' || command.includes('\0'))
    throw new SocketwrapError(
      'BAD_OPTION',
      `command: ${describeValue(command)} is not the name or path of a program.`,
      { details: { option: 'command', value: command } },
    )
  if (!Array.isArray(args) || !args.every((arg) => typeof arg === 'string' && !arg.includes('\0')))
    throw new SocketwrapError(
      'BAD_OPTION',
      `args: ${describeValue(args)} is not an array of strings. Give numbers as text: ['--port', '6379'].`,
      { details: { option: 'args', value: args } },
    )
}

function isEnvironment(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((entry) => entry === undefined || typeof entry === 'string')
}

function isUser(value: unknown): boolean {
  if (typeof value === 'string') return value !== ''
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32 - 1
}

function isInput(value: unknown): boolean {
  return typeof value === 'string' || ArrayBuffer.isView(value) || hasMethod(value, 'pipe')
}

function hasMethod(value: unknown, name: string): boolean {
  return typeof (value as Record<string, unknown> | null | undefined)?.[name] === 'function'
}
