import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { NativeNetwork } from '@socketwrap/native'
import { hasEnded, readProcessStatus, startTimeMs } from './process-status.js'

export interface NetworkProcess {
  pid: number
  host: string
  program: string
}

/** A pid was used again when its process started later than the registration, by more than clocks differ. */
const clockSlackMs = 2000

/**
 * Finds the living processes of a network, this process excepted, in two ways: the network's own table, where each
 * program registers, and the environment that a process was started with. The second also finds programs that run
 * unwrapped on purpose, and those that were killed before they could register.
 *
 * @param strangers processes that are known to have nothing to do with the network: looking at each process of a busy
 *   machine takes milliseconds
 */
export function findNetworkProcesses(
  directory: string,
  native: NativeNetwork | undefined,
  strangers: ReadonlySet<number> = new Set(),
): NetworkProcess[] {
  const found = new Map<number, NetworkProcess>()
  for (const process_ of registeredProcesses(native)) found.set(process_.pid, process_)
  for (const process_ of startedOnNetwork(directory, strangers))
    if (!found.has(process_.pid)) found.set(process_.pid, process_)
  found.delete(process.pid)
  return [...found.values()].sort((a, b) => a.pid - b.pid)
}

/** The living processes of the network's table, this process included. */
export function registeredProcesses(native: NativeNetwork | undefined): NetworkProcess[] {
  const alive: NetworkProcess[] = []
  for (const { pid, host, program, startedAt, alive: isAlive } of native?.processes() ?? []) {
    if (!isAlive) continue
    const status = readProcessStatus(pid)
    if (!status || hasEnded(status) || startTimeMs(status) > startedAt + clockSlackMs) continue
    alive.push({ pid, host, program })
  }
  return alive
}

/** The pids of all processes of this pid namespace. */
export function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

function startedOnNetwork(directory: string, strangers: ReadonlySet<number>): NetworkProcess[] {
  const found: NetworkProcess[] = []
  const wanted = `\0SOCKET_WRAPPER_DIR=${directory}\0`
  for (const pid of allPids()) {
    if (strangers.has(pid) || !hasProgram(pid)) continue
    const environment = `\0${readOr(`/proc/${pid}/environ`, '')}`
    if (!environment.includes(wanted) || hasEnded(readProcessStatus(pid))) continue
    const host = /\0SOCKET_WRAPPER_HOST=([^\0]*)\0/.exec(environment)?.[1] ?? 'test'
    found.push({ pid, host, program: readOr(`/proc/${pid}/comm`, '?').trim() })
  }
  return found
}

/** Threads of the kernel, of which there are many, have none; and a failing read takes longer than this look. */
function hasProgram(pid: number): boolean {
  return existsSync(`/proc/${pid}/exe`)
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return otherwise
  }
}
