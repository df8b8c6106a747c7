// Writes the declarations of the package in the working directory: tsc makes dist/**/*.d.ts, which
// describe the ESM files, and each gets a .d.cts twin that describes the CommonJS file.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'

const tsc = spawnSync('tsc', ['-p', 'tsconfig.json', '--emitDeclarationOnly'], { stdio: 'inherit' })
if (tsc.status !== 0) process.exit(tsc.status ?? 1)
if (!existsSync('dist')) process.exit(0)

const relativeImport = /((?:from|import)\s*\(?\s*)(['"])(\.\.?\/[^'"]+)\.js\2/g
for (const file of globSync('dist/**/*.d.ts')) {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file.replace(/\.d\.ts$/, '.d.cts'), text.replace(relativeImport, '$1$2$3.cjs$2'))
}
