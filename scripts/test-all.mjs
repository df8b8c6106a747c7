// Runs every suite, one after the other, and ends with a table and the line `N passed, M failed,
// K skipped`. Fails when a test failed, when a suite ran none, and in CI when one was skipped.
// `node scripts/test-all.mjs parity unit` runs only these suites.
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { countResults, readReport } from './count-results.mjs'
import { findLeftovers } from './find-leftovers.mjs'
import { runAndShow } from './run-and-show.mjs'
import { shorten } from './run-steps.mjs'

const resultsFolder = mkdtempSync(path.join(tmpdir(), 'socketwrap-results-'))
process.on('exit', () => rmSync(resultsFolder, { recursive: true, force: true }))

const vitestSuites = ['unit', 'native', 'network', 'parity', 'regressions', 'programs', 'runners']
  .filter((name) => globSync(`test/${name}/**/*.test.ts`).length > 0)
  .map((name) => {
    const report = path.join(resultsFolder, `${name}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    return { name, command: ['vitest', 'run', '--project', name, ...reporters], report }
  })

const examples = globSync('examples/*/package.json').sort()

const suites = [
  { name: 'check', command: ['node', 'scripts/check.mjs', '--static'] },
  { name: 'packages', command: ['node', 'scripts/check-packages.mjs'] },
  { name: 'c', command: ['pnpm', '--filter', '@socketwrap/native', 'run', 'test:c'] },
  ...vitestSuites,
  { name: 'conformance', command: ['node', 'test/conformance/run.ts'] },
  { name: 'bench', command: ['node', 'bench/run.ts', '--quick'] },
  ...examples.map((file) => {
    const folder = file.replace(/\/package\.json$/, '')
    return { name: folder, command: ['pnpm', '--dir', folder, 'run', 'test'] }
  }),
]

const chosen = process.argv.slice(2)
const results = []
const leftBefore = new Set(findLeftovers())
for (const suite of suites) {
  if (chosen.length > 0 && !chosen.includes(suite.name)) continue
  console.log(`\n=== ${suite.name}: ${suite.command.join(' ')}`)
  const start = performance.now()
  const { status, output } = await runAndShow(suite.command)
  const counts = suite.report ? readReport(suite.report) : countResults(output)
  // A suite that fails without a failed test, or that has no tests of its own, counts as one.
  if (status !== 0 && counts.failed === 0) counts.failed = 1
  if (status === 0 && counts.passed + counts.failed + counts.skipped === 0) counts.passed = 1
  results.push({ name: suite.name, ...counts, seconds: (performance.now() - start) / 1000 })
}

results.push(checkLeftovers())

// What failed stands where the end of a long log is read.
for (const { name, failures } of results) {
  for (const failure of failures.slice(0, 20)) console.log(`\nFAILED in ${name}: ${shorten(failure)}`)
}

const sum = (key) => results.reduce((total, result) => total + result[key], 0)
console.log(`\n${'suite'.padEnd(24)} passed failed skipped  seconds`)
for (const { name, passed, failed, skipped, seconds } of [...results, total()]) {
  const numbers = [String(passed).padStart(6), String(failed).padStart(6), String(skipped).padStart(7)]
  console.log(`${name.padEnd(24)} ${numbers.join(' ')} ${seconds.toFixed(1).padStart(8)}`)
}
const isFailed = sum('failed') > 0 || (process.env.CI === 'true' && sum('skipped') > 0)
if (isFailed && sum('failed') === 0)
  console.log('\nIn CI a skipped test is a failure: something that the tests need is missing.')
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exitCode = isFailed ? 1 : 0

/** The suites must leave nothing behind that was not there before. */
function checkLeftovers() {
  const left = findLeftovers().filter((leftover) => !leftBefore.has(leftover))
  console.log(left.length === 0 ? '\nNothing is left behind.' : `\nLeft behind:\n${left.join('\n')}`)
  const passed = left.length === 0 ? 1 : 0
  return { name: 'leftovers', passed, failed: left.length, skipped: 0, failures: left, seconds: 0 }
}

function total() {
  return { name: 'all', passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), seconds: sum('seconds') }
}
