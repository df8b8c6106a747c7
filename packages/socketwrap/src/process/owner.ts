import { hasEnded, readPidNamespace, readProcessStatus } from './process-status.js'

/** The process that made a network. The pid alone is not enough: the kernel gives it to others later. */
export interface Owner {
  uid: number
  pid: number
  startTicks: number
  pidNamespace: number
}

export function currentOwner(): Owner {
  const status = readProcessStatus('self')
  if (!status || !process.getuid) throw new Error('/proc/self/stat is not readable; is /proc mounted?')
  return { uid: process.getuid(), pid: process.pid, startTicks: status.startTicks, pidNamespace: readPidNamespace() }
}

/** An owner of another pid namespace cannot be seen from here, and counts as alive. */
export function isOwnerAlive(owner: Owner): boolean {
  if (owner.pidNamespace !== readPidNamespace()) return true
  const status = readProcessStatus(owner.pid)
  return status !== undefined && !hasEnded(status) && status.startTicks === owner.startTicks
}
