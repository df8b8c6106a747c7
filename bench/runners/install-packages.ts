import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const packages = join(import.meta.dirname, '../../packages')

interface Manifest {
  name: string
  files: string[]
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** Puts the workspace's packages where an installation has them: a linked one is source code to Vite, which transforms it. */
export function installPackages(folder: string): void {
  const modules = join(folder, 'node_modules')
  const manifests = new Map(readdirSync(packages).map((name) => [join(packages, name), readManifest(name)]))
  const own = new Set([...manifests.values()].map(({ name }) => name))
  for (const [source, { name, files }] of manifests)
    for (const file of ['package.json', 'build', ...files].filter((file) => existsSync(join(source, file))))
      cpSync(join(source, file), join(modules, name, file), { recursive: true, filter: isInstalled })
  for (const [source, { dependencies, peerDependencies }] of manifests)
    for (const name of Object.keys({ ...dependencies, ...peerDependencies }))
      if (!own.has(name)) link(realpathSync(join(source, 'node_modules', name)), join(modules, name))
}

/** What the compiler leaves beside the binaries is not. */
function isInstalled(path: string): boolean {
  return basename(path) !== 'obj'
}

function readManifest(name: string): Manifest {
  return JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as Manifest
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}
