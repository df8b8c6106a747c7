import type { Notice } from '@socketwrap/native'
import { formatEndpoint } from '../address/endpoint.js'
import type { NetworkCore } from '../network/network-core.js'
import { lastLines } from '../program/bounded-output.js'
import { describeExit } from '../program/describe-program.js'
import { readProcessStatus } from '../process/process-status.js'
import type { Program } from '../program/program.js'
import type { SocketEntry } from '../sockets/socket-entry.js'
import { describeNotices } from '../notices/describe-notices.js'

const outputLines = 10

/**
 * What a person needs first when a test has failed. Sections that have nothing to say are left out; programs come in
 * the order of their start, sockets sorted, failed connections in the order in which they were first seen.
 */
export function reportNetwork(core: NetworkCore, sockets: SocketEntry[], notices: Notice[]): string {
  const sections = [
    section('Programs', [...core.programs().map(describeProgram), ...describePlainChildren(core)]),
    section('Listening', sockets.flatMap(describeListener)),
    section('Waiting for an answer', sockets.flatMap(describeWaiting)),
    section('Refused or blocked', describeNotices(notices, core.blocked)),
  ]
  const hosts = core
    .native()
    .hosts()
    .map(({ name, addresses }) => `${name} (${addresses.join(', ')})`)
  return [`Network: ${hosts.join(', ')}`, ...sections.filter((text) => text !== '')].join('\n')
}

function section(title: string, entries: string[]): string {
  return entries.length === 0
    ? ''
    : `${title}:\n${entries.map((entry) => `  ${entry.replaceAll('\n', '\n  ')}`).join('\n')}`
}

function describeProgram(program: Program): string {
  const { host, title: command, pid, exit, startedAtMs, endedAtMs = startedAtMs } = program
  const state = exit ? `${describeExit(exit)} after ${endedAtMs - startedAtMs} ms` : 'is running'
  const line = `${host.name}: ${shorten(command)} (pid ${pid}) ${state}`
  // A program that still runs well has nothing to explain; what it printed is in program.output.
  const output = exit ? lastLines(program.output, outputLines) : []
  return [line, ...output.map((line) => `  | ${line}`)].join('\n')
}

/** What a test started itself, with child_process, and what still runs. */
function describePlainChildren(core: NetworkCore): string[] {
  const known = new Set(core.programs().map(({ pid }) => pid))
  const children = core
    .processes()
    .filter(({ pid }) => !known.has(pid) && readProcessStatus(pid)?.parentPid === process.pid)
  return children.map(
    ({ host, program, pid }) => `${host}: ${program} (pid ${pid}) is running, started with child_process`,
  )
}

function describeListener(socket: SocketEntry): string[] {
  const { host, protocol, state, local } = socket
  const isOpen = state === 'listening' || (state === 'bound' && protocol !== 'tcp')
  return isOpen ? [`${host}: ${protocol} ${formatEndpoint(local)}${describeOwner(socket)}`] : []
}

function describeWaiting(socket: SocketEntry): string[] {
  const { host, state, remote } = socket
  return state === 'connecting' && remote ? [`${host}: tcp to ${formatEndpoint(remote)}${describeOwner(socket)}`] : []
}

function describeOwner({ program, pid, via }: SocketEntry): string {
  return program === undefined ? '' : ` by ${program} (pid ${pid}${via === undefined ? '' : ', supervised'})`
}

function shorten(command: string, most = 100): string {
  return command.length > most ? `${command.slice(0, most - 1)}…` : command
}
