import { existsSync, lstatSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { openNetwork } from '@socketwrap/native'
import { killProcessesSync, type KillResult } from '../process/kill-processes.js'
import { findNetworkProcesses } from '../process/network-processes.js'
import { isOwnerAlive } from '../process/owner.js'
import { removeDirectory } from './disk-place.js'
import { isAbandoned } from './owner-file.js'
import { networkBase, parseOwnedName } from './network-directory.js'

/**
 * Removes the networks that dead processes of this user left, with what still runs on them. Several processes may
 * sweep at the same time: each step also works when another has done it already. It blocks, for the milliseconds that
 * killed processes take to end, so that a network can be made where nothing can be awaited.
 *
 * @returns the directories that are gone now
 */
export function sweepNetworks(base = networkBase()): string[] {
  const swept: string[] = []
  for (const name of namesIn(base)) {
    const owner = parseOwnedName(name)
    const entry = path.join(base, name)
    if (!owner || owner.uid !== process.getuid?.() || !isOurs(entry) || isOwnerAlive(owner)) continue
    const target = readLink(entry)
    if (target === undefined) {
      removeNetworkDirectory(entry)
      swept.push(entry)
    } else {
      if (isOurs(target) && isAbandoned(target)) {
        removeNetworkDirectory(target)
        swept.push(target)
      }
      rmSync(entry, { force: true })
    }
  }
  return swept
}

/** Kills what runs on the network in the directory, and removes the directory. */
export function removeNetworkDirectory(directory: string): KillResult {
  const native = openOrUndefined(directory)
  try {
    const result = killProcessesSync(() => findNetworkProcesses(directory, native))
    removeDirectory(directory)
    return result
  } finally {
    native?.close()
  }
}

/** A base directory that is not there yet holds nothing to sweep. */
function namesIn(base: string): string[] {
  return existsSync(base) ? readdirSync(base) : []
}

/** The name says a user id, but anyone could have given it. */
function isOurs(entry: string): boolean {
  return lstatSync(entry, { throwIfNoEntry: false })?.uid === process.getuid?.()
}

function readLink(entry: string): string | undefined {
  try {
    return readlinkSync(entry)
  } catch {
    return undefined
  }
}

/** The owner may have died before the network was complete, or may have been another version. */
function openOrUndefined(directory: string) {
  try {
    return openNetwork(directory)
  } catch {
    return undefined
  }
}
