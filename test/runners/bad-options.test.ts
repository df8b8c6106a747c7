import { expect, test } from 'vitest'
import { runProject, type Runner } from './run-project.ts'

const cases: [options: unknown, message: string][] = [
  [{ hots: {} }, 'there is no option hots'],
  [{ hosts: ['db'] }, 'hosts is ["db"], and must be an object of addresses'],
  [{ report: 'yes' }, 'report is "yes", and must be true or false'],
  ['hosts', 'options is "hosts", and must be an object'],
  [{ hosts: { db: '10.1.0.999' } }, '10.1.0.999'],
  [{ hosts: { db: { names: 'db.internal' } } }, 'names is "db.internal", and must be an array of names'],
  [{ hosts: { db: { alias: 'db.internal' } } }, 'there is no option alias'],
  [{ dns: ['api.example.com'] }, 'dns is ["api.example.com"], and must be an object of records'],
  [{ dns: { 'api.example.com': '203.0.113.999' } }, '203.0.113.999'],
  [{ dns: { 'api example': '203.0.113.9' } }, 'api example'],
]
const runners: Runner[] = ['vitest5', 'vitest4', 'jest30']

test.for(runners)('a bad option is named, and no test runs: %s', async (runner) => {
  for (const [options, message] of cases) {
    const run = await runProject({
      runner,
      project: 'projects/bad-options',
      env: { BAD_OPTIONS: JSON.stringify(options) },
    })
    expect(run.exitCode, run.output).toBe(1)
    expect(run.output).toContain(message)
  }
})
