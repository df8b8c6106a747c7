import { readdirSync, readlinkSync } from 'node:fs'
import type { NetworkProcess } from '../process/network-processes.js'

/**
 * Finds which of the processes holds each socket, by inode. Of several that share a socket (a server's workers) the
 * first of the list is given.
 */
export function findSocketOwners(inodes: Set<number>, processes: NetworkProcess[]): Map<number, NetworkProcess> {
  const owners = new Map<number, NetworkProcess>()
  for (const process_ of processes) {
    for (const inode of socketInodes(process_.pid)) {
      if (inodes.has(inode) && !owners.has(inode)) owners.set(inode, process_)
    }
    if (owners.size === inodes.size) break
  }
  return owners
}

/** Gives nothing for a process that is gone or that belongs to someone else. */
function* socketInodes(pid: number): Generator<number> {
  const folder = `/proc/${pid}/fd`
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return
  }
  for (const name of names) {
    const inode = /^socket:\[(\d+)\]$/.exec(readLink(`${folder}/${name}`))?.[1]
    if (inode) yield Number(inode)
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
