import { accessSync, constants, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A new folder on a memory file system where there is one, as our networks have it. */
export function makeMemoryFolder(): string {
  return mkdtempSync(path.join(isWritable('/dev/shm') ? '/dev/shm' : tmpdir(), 'bench-'))
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
