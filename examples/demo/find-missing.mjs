import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** Those of the programs that are in no folder of PATH. */
export function findMissing(programs, folders = (process.env.PATH ?? '').split(path.delimiter)) {
  return programs.filter((program) => !folders.some((folder) => isExecutable(path.join(folder, program))))
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
