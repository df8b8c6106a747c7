import { expect, test } from 'vitest'
import { runProject, type RunSettings } from './run-project.ts'

const ways: Omit<RunSettings, 'project'>[] = [
  { runner: 'vitest5', args: ['--pool', 'forks'] },
  { runner: 'vitest5', args: ['--pool', 'vmThreads'] },
  { runner: 'vitest4', args: ['--pool', 'threads', '--no-isolate'] },
  { runner: 'jest30', args: ['-i'] },
  { runner: 'jest30', args: ['-w', '2', '--workerThreads'] },
]

test.for(ways)('the message of a failed test is followed by the report: $runner $args', async (way) => {
  const { output, passed, failed } = await runProject({ ...way, project: 'projects/failing' })
  expect({ passed, failed: failed }, output).toMatchObject({ passed: 1 })
  expect(output).toContain('no such code')
  expect(output).toContain('the disk is full')
  expect(output).toContain('10.0.0.2:5432')
  expect(output).toContain('192.0.2.9:443')
  expect(output).toContain('the port is taken')
})
