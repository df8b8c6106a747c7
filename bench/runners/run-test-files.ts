import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runCommand } from '../run-command.ts'
import { makeTestFiles } from './test-files.ts'

export type Runner = 'vitest' | 'jest'

export interface TestRun {
  runner: Runner
  /** What the runner is told beside the environment. */
  args: string[]
  environment: string
  /** The environment's own. */
  options: Record<string, unknown>
}

const require = createRequire(import.meta.url)
const scripts = {
  vitest: join(require.resolve('vitest/package.json'), '../vitest.mjs'),
  jest: join(require.resolve('jest/package.json'), '../bin/jest.js'),
}

/** Runs so many files one after the other in one worker; gives when each had ended, in seconds. */
export async function runTestFiles(run: TestRun, count: number): Promise<number[]> {
  const { folder, remove } = makeTestFiles(count)
  try {
    const times = await runFolder(folder, run)
    if (times.length !== count) throw new Error(`${run.runner} ran ${times.length} of ${count} files`)
    return times.map((ms) => ms / 1000)
  } finally {
    remove()
  }
}

/** Runs the files of a folder in the same way; gives when each had ended, in milliseconds. */
export async function runFolder(folder: string, run: TestRun): Promise<number[]> {
  const timesFile = join(folder, 'times.json')
  writeFileSync(join(folder, 'jest.config.json'), JSON.stringify(jestConfig(run)))
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(vitestConfig(run))}`)
  const env = { ...process.env, TIMES_FILE: timesFile, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1', CI: 'true' }
  const command = run.runner === 'jest' ? ['--rootDir', folder, '-i'] : ['run', '--root', folder]
  await runCommand([process.execPath, scripts[run.runner], ...command, ...run.args], env, folder)
  return JSON.parse(readFileSync(timesFile, 'utf8')) as number[]
}

function jestConfig({ environment, options }: TestRun) {
  return {
    testEnvironment: environment,
    testEnvironmentOptions: environment === 'socketwrap' ? { socketwrap: options } : {},
    transform: {},
    reporters: [join(import.meta.dirname, 'times-of-jest.mjs')],
  }
}

function vitestConfig({ environment, options }: TestRun) {
  return {
    test: {
      environment,
      environmentOptions: { socketwrap: options },
      globals: true,
      maxWorkers: 1,
      reporters: [join(import.meta.dirname, 'times-of-vitest.mjs')],
    },
  }
}
