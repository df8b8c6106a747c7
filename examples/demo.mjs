// Runs one test file in Vitest and in Jest at the same time. Both start nginx, Python and redis on the same addresses
// and ports, and neither sees the other. Prints what each of the two networks looked like.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

import { findMissing } from './demo/find-missing.mjs'
import { drawScene } from './demo/picture.mjs'

const demo = fileURLToPath(new URL('demo/', import.meta.url))
const require = createRequire(path.join(demo, 'package.json'))
const packageOf = { 'redis-server': 'redis-server', nginx: 'nginx-light', python3: 'python3', curl: 'curl' }

process.env.PATH += ':/usr/sbin:/sbin'
stopIfMissing()

const folder = mkdtempSync(path.join(tmpdir(), 'socketwrap-demo-'))
try {
  const results = await Promise.all([
    run('Vitest', programFile('vitest', 'vitest.mjs'), ['run', '--root', demo]),
    run('Jest', programFile('jest', 'bin/jest.js'), ['--rootDir', demo]),
  ])
  for (const result of results) print(result)
  if (results.every(({ exitCode }) => exitCode === 0)) printEnd()
  else process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

function stopIfMissing() {
  const missing = findMissing(Object.keys(packageOf))
  if (missing.length === 0) return
  const packages = missing.map((program) => packageOf[program]).join(' ')
  console.error(`The demo runs real programs, and these are not installed: ${missing.join(', ')}.`)
  console.error(`Install them, on Debian or Ubuntu with: sudo apt-get install --no-install-recommends ${packages}`)
  process.exit(1)
}

function programFile(name, file) {
  return path.join(path.dirname(require.resolve(`${name}/package.json`)), file)
}

function run(name, program, args) {
  const scene = path.join(folder, `${name}.json`)
  const env = { ...process.env, DEMO_SCENE: scene, NODE_OPTIONS: '--experimental-vm-modules', NODE_NO_WARNINGS: '1' }
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: demo, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', reject)
    child.once('close', (exitCode) => {
      resolve({ name, scene, output, exitCode, seconds: (performance.now() - started) / 1000 })
    })
  })
}

function print({ name, scene, output, exitCode, seconds }) {
  if (exitCode !== 0) {
    console.error(`\n${name} failed:\n${output}`)
    return
  }
  const text = `\n${name}: shop.test.js passed in ${seconds.toFixed(1)} s\n\n${drawScene(JSON.parse(readFileSync(scene, 'utf8')))}\n`
  process.stdout.write(process.stdout.isTTY ? text : stripVTControlCharacters(text))
}

function printEnd() {
  console.log('\nBoth ran at the same time, on the same addresses and ports, with no root, container or fixed port.')
}
