import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { findCases } from '../parity/case-file.ts'
import { readKnownDifferences } from '../parity/differences.ts'
import type { ParityRow } from './report.ts'

interface Report {
  testResults: { assertionResults: { title: string; status: string }[] }[]
}

/** Runs the catalogue of test/parity. */
export async function runCatalogue(): Promise<ParityRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'))
  const file = path.join(folder, 'parity.json')
  // Failed cases make it end with 1; the report says which.
  await promisify(execFile)('vitest', ['run', '--project', 'parity', '--reporter=json', `--outputFile=${file}`]).catch(
    () => {},
  )
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report
  rmSync(folder, { recursive: true })
  const passed = new Set(
    testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'passed')
      .map(({ title }) => title),
  )
  const known = readKnownDifferences()
  return findCases().map(({ id, title }) => {
    const differs = known.has(id) || known.has(`${id}, recorded`)
    return { id, title, outcome: !passed.has(`${title} (${id})`) ? 'failed' : differs ? 'differs' : 'agrees' }
  })
}
