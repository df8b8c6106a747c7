// Packs the native part for publishing: `node scripts/pack-native.mjs FOLDER` puts two tarballs there,
// the package with the binaries for this machine, such as @socketwrap/linux-x64-gnu, and
// @socketwrap/native, which names it as an optional dependency. (The workspace itself uses the binaries
// that it built, so its own package.json does not name it.)
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const source = 'packages/native'
const destination = path.resolve(process.argv[2] ?? 'build/npm')
const manifest = JSON.parse(readFileSync(`${source}/package.json`, 'utf8'))
const platform = `@socketwrap/linux-${process.arch}-gnu`

mkdirSync(destination, { recursive: true })
const binaries = [
  'libsocketwrap.so',
  'libsocketwrap-identity.so',
  'pam_socketwrap.so',
  'socketwrap.node',
  'socketwrap-supervise',
]
packPackage(
  binaries.map((name) => `build/${name}`),
  {
    name: platform,
    version: manifest.version,
    description: `The binaries of @socketwrap/native for Linux with glibc on ${process.arch}.`,
    license: manifest.license,
    author: manifest.author,
    engines: manifest.engines,
    os: ['linux'],
    cpu: [process.arch],
    libc: ['glibc'],
    files: ['*.so', '*.node', 'socketwrap-supervise'],
    publishConfig: manifest.publishConfig,
  },
)
packPackage(['dist', 'README.md'], {
  ...manifest,
  scripts: undefined,
  devDependencies: undefined,
  optionalDependencies: { [platform]: manifest.version },
})

/** Packs the files, laid side by side, with this package.json. */
function packPackage(files, packageJson) {
  const folder = mkdtempSync(path.join(tmpdir(), 'socketwrap-pack-'))
  try {
    for (const file of files)
      cpSync(path.join(source, file), path.join(folder, path.basename(file)), { recursive: true })
    cpSync('LICENSE', path.join(folder, 'LICENSE'))
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(packageJson, null, 2))
    execFileSync('npm', ['pack', '--silent', '--pack-destination', destination], { cwd: folder, stdio: 'inherit' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
