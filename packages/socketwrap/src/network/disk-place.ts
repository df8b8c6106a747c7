import { existsSync, lstatSync, readlinkSync, realpathSync, rmSync, statfsSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseOwnedName } from './network-directory.js'

/** The types of file systems in memory, see statfs(2). */
const inMemory = new Set([0x01021994 /* tmpfs */, 0x858458f6 /* ramfs */])

/**
 * Gives the programs of a network in memory a place on a disk, where the later part of long payload goes
 * (docs/journal.md): beside other temporary files, under the network's own name. The first program that needs it
 * makes it.
 */
export function linkDiskPlace(directory: string): void {
  const base = temporaryDirectory()
  if (base === undefined || inMemory.has(statfsSync(base).type)) return
  const isOwned = parseOwnedName(path.basename(directory)) !== undefined
  if (!isOwned || statSync(base).dev === statSync(directory).dev) return
  try {
    symlinkSync(path.join(base, path.basename(directory)), linkIn(directory))
  } catch (error) {
    // Recording began a second time.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Removes a network's directory with its place on the disk. */
export function removeDirectory(directory: string): void {
  const place = placeOf(directory)
  if (place !== undefined) rmSync(place, { recursive: true, force: true })
  rmSync(directory, { recursive: true, force: true })
}

/** The directory for temporary files; TMPDIR may name one that is not there. */
export function temporaryDirectory(): string | undefined {
  return existsSync(tmpdir()) ? realpathSync(tmpdir()) : undefined
}

/** A link that somebody else made may lead anywhere. */
function placeOf(directory: string): string | undefined {
  try {
    const place = readlinkSync(linkIn(directory))
    const isOurs = lstatSync(place).uid === process.getuid?.()
    return isOurs && path.basename(place) === path.basename(directory) ? place : undefined
  } catch {
    return undefined
  }
}

function linkIn(directory: string): string {
  return path.join(directory, 'journal', 'disk')
}
