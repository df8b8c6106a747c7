import { globSync } from 'node:fs'

/** The C files directly in or below the folders, in a stable order. */
export function findSources(...folders) {
  return folders.flatMap((folder) => globSync(`${folder}/**/*.c`).sort())
}
