import { accessSync, constants, globSync } from 'node:fs'
import path from 'node:path'

/** Where Debian keeps servers, besides PATH. */
const serverFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/lib/postgresql/*/bin', '/usr/lib/openssh']

/** The absolute path of an installed program or, NAME.h, of a library's header; undefined when it is missing. */
export function findProgram(name: string): string | undefined {
  if (name.endsWith('.h')) return globSync(path.join('/usr/{,local/}include', name))[0]
  const folders = [...(process.env.PATH ?? '').split(':'), ...serverFolders.flatMap((pattern) => globSync(pattern))]
  return folders.map((folder) => path.resolve(folder, name)).find(isExecutable)
}

/** The absolute path of a program that the test has required. */
export function programPath(name: string): string {
  const found = findProgram(name)
  if (!found) throw new Error(`${name} is not installed; scripts/install-programs.sh installs it`)
  return found
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
