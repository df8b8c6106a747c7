import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { WrittenRule } from '../policy/rules/parse-rule-lists.js'

export interface RunLine {
  command: 'run'
  host?: { name: string; addresses: string[] }
  directory?: string
  /** Where the packets go. */
  pcapFile?: string
  capture?: 'always' | 'off'
  tlsKeys?: boolean
  /** Whom the command believes to be; digits are a uid. */
  user?: string | number
  /** What may leave the network, and what may not, in the order in which they were given. */
  rules?: WrittenRule[]
  words: [program: string, ...args: string[]]
}

export type CommandLine =
  | RunLine
  | { command: 'ps' | 'rm' | 'flows'; directory: string }
  | { command: 'watch'; directory: string; pcap: boolean }
  | { command: 'pcap'; directory: string; output: string }
  | { command: 'doctor' | 'help' | 'version' }

/** The command line is not one; the message says why. */
export class UsageError extends Error {}

/** @throws UsageError */
export function parseCommandLine(args: string[]): CommandLine {
  const [command, ...rest] = args
  if (command === undefined || command === '--help' || command === '-h' || command === 'help')
    return { command: 'help' }
  if (command === '--version' || command === '-v') return { command: 'version' }
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest
  if (own.includes('--help') || own.includes('-h')) return { command: 'help' }
  if (command === 'run') return parseRun(own, rest.slice(own.length + 1))
  if (command === 'pcap') return parsePcap(rest)
  if (command === 'watch') return parseWatch(rest)
  if (command === 'ps' || command === 'rm' || command === 'flows')
    return { command, directory: oneDirectory(command, rest) }
  if (command !== 'doctor') throw new UsageError(`there is no command '${command}'`)
  if (rest.length > 0) throw new UsageError('doctor takes no arguments')
  return { command }
}

function parseRun(own: string[], words: string[]): RunLine {
  const { values, positionals, tokens } = parseOptions(own, runOptions)
  const rules = tokens.flatMap(readRule)
  const [program, ...args] = words
  if (positionals.length > 0)
    throw new UsageError(`put -- before the command: socketwrap run … -- ${positionals.join(' ')}`)
  if (program === undefined) throw new UsageError('run needs a command after --')
  if (values.pcap === '-') throw new UsageError('--pcap of run is a file; the standard output belongs to the command')
  return {
    command: 'run',
    ...(values.host !== undefined && { host: parseHostArgument(values.host) }),
    ...(values.net !== undefined && { directory: values.net }),
    ...(values.pcap !== undefined && { pcapFile: values.pcap }),
    ...(values.capture !== undefined && { capture: parseCapture(values.capture) }),
    ...(values['tls-keys'] !== undefined && { tlsKeys: parseSwitch('--tls-keys', values['tls-keys']) }),
    ...(values.user !== undefined && { user: /^\d+$/.test(values.user) ? Number(values.user) : values.user }),
    ...(rules.length > 0 && { rules }),
    words: [program, ...args],
  }
}

function readRule(token: { kind: string; name?: string; value?: string | undefined }): WrittenRule[] {
  const { name: action, value: rule } = token
  if ((action !== 'allow' && action !== 'deny') || rule === undefined) return []
  return [{ action, rule, where: `--${action}` }]
}

function parsePcap(args: string[]): CommandLine {
  const { values, positionals } = parseOptions(args, pcapOptions)
  if (values.output === undefined) throw new UsageError('pcap needs a file: socketwrap pcap DIR -o FILE')
  return { command: 'pcap', directory: oneDirectory('pcap', positionals), output: values.output }
}

function parseWatch(args: string[]): CommandLine {
  const { values, positionals } = parseOptions(args, watchOptions)
  if (values.pcap !== undefined && values.pcap !== '-')
    throw new UsageError("--pcap of watch is '-', a pipe to Wireshark")
  return { command: 'watch', directory: oneDirectory('watch', positionals), pcap: values.pcap === '-' }
}

function parseCapture(text: string): 'always' | 'off' {
  if (text === 'always' || text === 'off') return text
  throw new UsageError(`--capture is 'always' or 'off', not '${text}'`)
}

function parseSwitch(name: string, text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on'
  throw new UsageError(`${name} is 'on' or 'off', not '${text}'`)
}

const runOptions = {
  host: { type: 'string' },
  net: { type: 'string' },
  pcap: { type: 'string' },
  capture: { type: 'string' },
  'tls-keys': { type: 'string' },
  user: { type: 'string' },
  allow: { type: 'string', multiple: true },
  deny: { type: 'string', multiple: true },
} as const

const watchOptions = { pcap: { type: 'string' } } as const
const pcapOptions = { output: { type: 'string', short: 'o' } } as const

function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, tokens: true })
  } catch (error) {
    // Node's texts speak of positionals and of '--' in ways that do not fit here; the first sentence is enough.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
}

function parseHostArgument(text: string): { name: string; addresses: string[] } {
  const equals = text.indexOf('=')
  if (equals < 0) return { name: text, addresses: [] }
  return { name: text.slice(0, equals), addresses: text.slice(equals + 1).split(',') }
}

function oneDirectory(command: string, rest: string[]): string {
  const [directory, ...more] = rest
  if (directory === undefined || directory === '' || more.length > 0)
    throw new UsageError(`${command} takes one directory`)
  return directory
}
