import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { explainUnsupported, platformName } from './platform.js'

const require = createRequire(import.meta.url)
const packageRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

/** The folder with the two binaries: the installed platform package, or else the local build. */
const folder = findFolder()

/** The absolute path of the library to preload into programs. */
export const preloadPath = path.join(folder, 'libsocketwrap.so')

/** The absolute path of the library that is preloaded too when a program has a user, or its host has accounts. */
export const identityPath = path.join(folder, 'libsocketwrap-identity.so')

/** The absolute path of the program that runs and answers those that the library cannot be loaded into. */
export const supervisorPath = path.join(folder, 'socketwrap-supervise')

/** The absolute path of the module that libpam loads for the users of a host. */
export const pamModulePath = path.join(folder, 'pam_socketwrap.so')

/** The absolute path of the addon. */
export const addonPath = path.join(folder, 'socketwrap.node')

/** A sentence that says why socketwrap cannot work here; undefined when it can. */
export function unsupportedPlatformReason(): string | undefined {
  const reason = explainUnsupported()
  if (reason) return reason
  if ([preloadPath, identityPath, pamModulePath, addonPath, supervisorPath].every((file) => existsSync(file)))
    return undefined
  return (
    `The binaries of @socketwrap/native are missing: neither the package @socketwrap/${platformName()} nor ${folder} has them. ` +
    'Install again without leaving out optional dependencies, or, in the repository, run its build.'
  )
}

function findFolder(): string {
  try {
    return path.dirname(require.resolve(`@socketwrap/${platformName()}/package.json`))
  } catch {
    return path.join(packageRoot, 'build')
  }
}
