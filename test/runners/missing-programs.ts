import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first of the programs that is not installed, undefined when all are. Debian keeps servers out of PATH. */
export function findMissing(...programs: string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return programs.find((program) => !folders.some((folder) => isExecutable(join(folder, program))))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
