import { readlinkSync } from 'node:fs'
import { readProcessStatus } from '../process/process-status.js'

/** Whether the process is a supervisor or a program that has one. Its sockets are held by both. */
export function isSupervised(pid: number): boolean {
  return isSupervisor(pid) || isSupervisor(readProcessStatus(pid)?.parentPid ?? 0)
}

function isSupervisor(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`).endsWith('/socketwrap-supervise')
  } catch {
    return false
  }
}
