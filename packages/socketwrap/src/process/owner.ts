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

/** Four numbers with hyphens between them, to be a part of the name of what is owned. */
export function formatOwner({ uid, pid, startTicks, pidNamespace }: Owner): string {
  return `${uid}-${pid}-${startTicks}-${pidNamespace}`
}

/** Gives undefined for a text that `formatOwner` did not make. */
export function parseOwner(text: string): Owner | undefined {
  const [, uid, pid, startTicks, pidNamespace] = /^(\d+)-(\d+)-(\d+)-(\d+)$/.exec(text)?.map(Number) ?? []
  if (uid === undefined || pid === undefined || startTicks === undefined || pidNamespace === undefined) return undefined
  return { uid, pid, startTicks, pidNamespace }
}

/** An owner of another pid namespace cannot be seen from here, and counts as alive. */
export function isOwnerAlive(owner: Owner): boolean {
  if (owner.pidNamespace !== readPidNamespace()) return true
  const status = readProcessStatus(owner.pid)
  return status !== undefined && !hasEnded(status) && status.startTicks === owner.startTicks
}
