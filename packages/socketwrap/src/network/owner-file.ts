import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { currentOwner, isOwnerAlive, type Owner } from '../process/owner.js'
import type { Lifetime } from './network-core.js'

/** The file `owner` in a network's directory: who made it, and whether it goes when its maker does. */
export interface OwnerFile extends Owner {
  lifetime: Lifetime
}

export function writeOwnerFile(directory: string, lifetime: Lifetime): void {
  writeFileSync(path.join(directory, 'owner'), `${JSON.stringify({ ...currentOwner(), lifetime })}\n`, { mode: 0o600 })
}

/** Gives undefined when the maker died before it wrote the file, or when the file is not one. */
export function readOwnerFile(directory: string): OwnerFile | undefined {
  try {
    return JSON.parse(readFileSync(path.join(directory, 'owner'), 'utf8')) as OwnerFile
  } catch {
    return undefined
  }
}

/** An owned network whose maker is gone; a kept one is never abandoned. */
export function isAbandoned(directory: string): boolean {
  const owner = readOwnerFile(directory)
  return owner === undefined || (owner.lifetime === 'owned' && !isOwnerAlive(owner))
}
