import { existsSync, readFileSync } from 'node:fs'

/** Those of the directories that are still there, and those of the processes that still run. */
export function findLeftBehind(directories: unknown[], pids: unknown[]): unknown[] {
  return [
    ...directories.filter((directory) => existsSync(String(directory))),
    ...pids.filter((pid) => isRunning(Number(pid))),
  ]
}

/** A process that has ended may still wait for its parent to ask how. */
function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    return false
  }
}
