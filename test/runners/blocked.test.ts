import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeMode, mode } from './modes.ts'
import { type Run, runProjectOften } from './run-project.ts'

const modes = [
  mode('vitest5', '--pool', 'forks', '--maxWorkers', '1', '--no-isolate'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'threads', '--maxWorkers', '1', '--no-isolate'),
  mode('vitest4', '--pool', 'vmForks', '--maxWorkers', '1'),
  mode('jest30', '-i'),
  mode('jest30', '-w', '2', '--workerThreads'),
]

interface Results {
  /** The message of each failed test, by its name. */
  failed: Record<string, string>
  /** The message of each file that failed as a whole, by its name. */
  failedFiles: Record<string, string>
}

const blocked = (port: number) => expect.stringMatching(`tried to leave the network[^]*192\\.0\\.2\\.9:${port}\\b`)

describe('a test that tries to leave its network fails, also when the program takes no notice', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      await runProjectOften({ ...one, project: 'projects/blocked' }, async (run, folder) => {
        const { output } = await run()
        const { failed, failedFiles } = readResults(folder)
        expect(failed, output).toEqual({
          leaves: blocked(1),
          'leaves by a program': blocked(2),
          'looks a name up': expect.stringContaining('could not look up registry.example.com'),
          'in a hook leaves': blocked(3),
          'fails by itself': expect.stringContaining('an error of its own'),
          'leaves beside another': blocked(20),
          'is beside one that leaves': blocked(20),
          'leaves each time': blocked(31),
          ...(one.runner === 'jest30' && {
            'a hook that leaves and fails takes its tests with it': expect.stringContaining('the hook fails'),
          }),
        })
        expect(failedFiles).toMatchObject({ 'outside.test.js': expect.stringMatching(/:40\b[^]*:41\b[^]*:42\b/) })
        expect(Object.keys(failedFiles)).toEqual(expect.not.arrayContaining(['noted.test.js', 'tests.test.js']))

        expect(failed['leaves by a program']).toContain('command: node -e require')
        expect(failed['leaves by a program']).toContain("allow it: allow: ['192.0.2.9:2']")
        expect(failed.leaves).toContain(`toMatchObject([{ destination: '192.0.2.9:1' }])`)
        expect(failed.leaves).toMatch(/at .*leave\.js/)
        expect(failed['looks a name up']).toMatch(/tests\.test\.js/)
        expect(output).toMatch(/Refused or blocked:\s+test: node \(pid \d+\) blocked to tcp 192\.0\.2\.9:6:/)
        expect(output).toMatch(/Refused or blocked:\s+test: node \(pid \d+\) blocked to tcp 192\.0\.2\.9:60:/)
        expect(output).toContain('192.0.2.9:70')
      })
    })
})

describe('the option onBlocked', () => {
  for (const one of [mode('vitest5', '--pool', 'forks'), mode('jest30', '-i')])
    test(describeMode(one), async () => {
      await runProjectOften({ ...one, project: 'projects/blocked' }, async (run, folder) => {
        const ofItself = ['fails by itself', 'is meant to leave']
        const count = ({ output }: Run) => output.split('tried to leave the network').length - 1

        const warned = await run(['tests.test.js'], { ON_BLOCKED: 'warn' })
        expect(Object.keys(readResults(folder).failed), warned.output).toEqual(ofItself)
        expect(warned.output).toMatch(/"leaves" tried to leave the network, and was blocked:\s+test: node/)
        expect(count(warned)).toBe(5)

        const ignored = await run(['tests.test.js'], { ON_BLOCKED: 'ignore' })
        expect(Object.keys(readResults(folder).failed), ignored.output).toEqual(ofItself)
        expect(count(ignored)).toBe(0)
      })
    })
})

function readResults(folder: string): Results {
  const { testResults } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as {
    testResults: {
      name: string
      status: string
      message: string
      assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
    }[]
  }
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = tests.filter(({ status }) => status === 'failed')
  const files = testResults.filter(
    ({ assertionResults, status }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  )
  return {
    failed: Object.fromEntries(failed.map(({ fullName, failureMessages }) => [fullName, failureMessages.join('\n')])),
    failedFiles: Object.fromEntries(files.map(({ name, message }) => [name.split('/').at(-1), message])),
  }
}
