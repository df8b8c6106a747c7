import { describe, expect, test } from 'vitest'
import { describeMode, mode } from './modes.ts'
import { runProject } from './run-project.ts'

const modes = [
  mode('vitest5', '--pool', 'forks'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'threads', '--no-isolate'),
  mode('jest30', '-i'),
  mode('jest30', '-w', '2', '--workerThreads'),
]

describe('the message of a failed test is followed by the report', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      const { output, passed, failed } = await runProject({ ...one, project: 'projects/failing' })
      // Jest counts the test whose hook has failed as failed, Vitest as skipped.
      expect({ passed, failed }, output).toEqual({ passed: 1, failed: one.runner === 'jest30' ? 4 : 3 })
      expect(output).toContain('no such code')
      expect(output).toContain('the disk is full')
      expect(output).toContain('10.0.0.2:5432')
      expect(output).toContain('192.0.2.9:443')
      // What the first test has met says nothing about the second.
      expect(output).toMatch(/Refused or blocked:\n\s*test: node \(pid \d+\) blocked to tcp 192\.0\.2\.9:443/)
      expect(output).toContain('the port is taken')
      expect(output).toMatch(/Exceeded timeout|timed out/)
      expect(output).toContain('slow: sleep 1000')
    })
})
