import type { NetworkProcess } from '../process/network-processes.js'

/** What it took to close a host, a scope or a network. */
export interface CloseReport {
  /** Processes that were still there after the programs were asked to end, and had to be killed. */
  killed: { pid: number; host: string; program: string }[]
}

/** Waits beside a program for the answer to its question; nobody has started it. See core/aside.h of @socketwrap/native. */
const ownHelper = 'socketwrap-dns'

export function mergeReports(reports: CloseReport[]): CloseReport {
  const byPid = new Map<number, NetworkProcess>()
  for (const one of reports.flatMap(({ killed }) => killed)) if (one.program !== ownHelper) byPid.set(one.pid, one)
  return { killed: [...byPid.values()].sort((a, b) => a.pid - b.pid) }
}
