import { readFileSync, readlinkSync } from 'node:fs'
import { uptime } from 'node:os'

/** What /proc/PID/stat tells of a process, see proc_pid_stat(5). */
export interface ProcessStatus {
  pid: number
  state: string
  parentPid: number
  processGroup: number
  /** The terminal's number, 0 when there is none. */
  terminal: number
  /** The process group that the terminal's keys reach. */
  foregroundGroup: number
  /** Field 22: clock ticks from boot to start. With the pid it names one process. */
  startTicks: number
}

/** Linux gives times to programs in 1/100 s on every architecture (USER_HZ). */
const ticksPerSecond = 100

export function readProcessStatus(pid: number | 'self'): ProcessStatus | undefined {
  try {
    return parseProcessStatus(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return undefined
  }
}

/** The second field is the program's name in brackets, and may hold spaces and brackets itself. */
export function parseProcessStatus(stat: string): ProcessStatus {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const field = (number: number) => Number(fields[number - 3])
  return {
    pid: Number.parseInt(stat, 10),
    state: fields[0] ?? '',
    parentPid: field(4),
    processGroup: field(5),
    terminal: field(7),
    foregroundGroup: field(8),
    startTicks: field(22),
  }
}

/** A zombie has ended: only its exit status is left, for its parent. */
export function hasEnded(status: ProcessStatus | undefined): boolean {
  return status === undefined || status.state === 'Z' || status.state === 'X'
}

/** When the process started, in milliseconds since the epoch, to about 10 ms. */
export function startTimeMs({ startTicks }: ProcessStatus, nowMs = Date.now(), uptimeSeconds = uptime()): number {
  return nowMs - uptimeSeconds * 1000 + (startTicks * 1000) / ticksPerSecond
}

/** Processes of another pid namespace have other numbers; a pid means something only with its namespace. */
export function readPidNamespace(): number {
  return Number(/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? 0)
}
