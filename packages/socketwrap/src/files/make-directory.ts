import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a directory for this user alone, with the ones above it; it may be there already. Node's own `recursive` never
 * returns where a file system says ENOENT to every mkdir, as /proc does.
 */
export function makeDirectory(directory: string, mode = 0o700): void {
  const parent = path.dirname(directory)
  if (!existsSync(parent)) makeDirectory(parent, mode)
  try {
    mkdirSync(directory, { mode })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // another process was faster
  }
}
