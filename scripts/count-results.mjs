import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/**
 * Reads the JSON report of Vitest or Jest; all zero when there is none, because the runner failed.
 * `failures` has the name and the message of each failed test and of each file that could not be loaded.
 */
export function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    return {
      passed: report.numPassedTests,
      failed: Math.max(report.numFailedTests, report.success ? 0 : 1),
      skipped: report.numPendingTests + report.numTodoTests,
      failures: report.testResults.flatMap(readFailures),
    }
  } catch {
    return { passed: 0, failed: 0, skipped: 0, failures: [] }
  }
}

function readFailures({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((result) => result.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${name}\n${message}`] : []
  return failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}\n${failureMessages.join('\n')}`)
}

/** Lines that say how many tests passed: Vitest's, Jest's, the C tests'. */
const summaries = /^\s*(?:Tests:?\s{2,}|C tests \(.*\): )(.*)$/gm
const steps = /^(ok|FAIL) {2,}\S/gm

/** Adds up what the test runners in an output say; `failures` has the lines that name a failure. */
export function countResults(output) {
  const text = stripVTControlCharacters(output)
  const failures = text.split('\n').filter((line) => /^\s*(?:FAIL|not ok|✕|×)/.test(line))
  const counts = { passed: 0, failed: 0, skipped: 0, failures }
  for (const [, summary] of text.matchAll(summaries)) {
    for (const [, number, word] of summary.matchAll(/(\d+) (passed|failed|skipped|todo|pending)/g)) {
      counts[word in counts ? word : 'skipped'] += Number(number)
    }
  }
  if (counts.passed + counts.failed + counts.skipped > 0) return counts
  for (const [, word] of text.matchAll(steps)) counts[word === 'ok' ? 'passed' : 'failed']++
  return counts
}
