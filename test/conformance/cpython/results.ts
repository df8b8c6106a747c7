import { readFileSync } from 'node:fs'

export interface TestResult {
  test: string
  outcome: 'passed' | 'failed' | 'skipped'
  detail: string
}

/** What became of the tests of a module, by name. */
export type Results = Map<string, TestResult>

export function readResults(file: string): Results {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  const results = lines.map((line) => JSON.parse(line) as TestResult)
  return new Map(results.map((result) => [result.test, result]))
}

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/**
 * Counts what became of the tests that the kernel's run has. One that passes on the kernel and is skipped or missing
 * elsewhere has failed there.
 */
export function count(kernel: Results, results: Results): Counts {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const test of new Set([...kernel.keys(), ...results.keys()])) counts[outcomeOf(test, kernel, results)] += 1
  return counts
}

/** The tests that are wrong, with what they said. */
export function findFailures(kernel: Results, results: Results): TestResult[] {
  return [...new Set([...kernel.keys(), ...results.keys()])]
    .filter((test) => outcomeOf(test, kernel, results) === 'failed')
    .map((test) => results.get(test) ?? { test, outcome: 'failed', detail: 'did not run' })
}

function outcomeOf(test: string, kernel: Results, results: Results): TestResult['outcome'] {
  const outcome = results.get(test)?.outcome
  if (kernel.get(test)?.outcome === 'passed') return outcome === 'passed' ? 'passed' : 'failed'
  return outcome ?? 'skipped'
}
