import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { fileURLToPath } from 'node:url'
import { findNode } from './node-versions.ts'
import { WatchedRun } from './watched-run.ts'

export type Runner = 'vitest5' | 'vitest4' | 'jest30'

export interface RunSettings {
  runner: Runner
  /** A folder below projects/ or examples/. */
  project: string
  args?: string[]
  node?: number
  env?: Record<string, string>
  /** A command that runs the command after it, such as strace. */
  wrapper?: string[]
}

export interface Run {
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** Both streams, without colours. */
  output: string
  /** How many tests passed and failed, as the runner's own JSON says; undefined when it wrote none. */
  passed: number | undefined
  failed: number | undefined
  /** What the tests wrote to RECORD_FILE. */
  records: Record<string, unknown>[]
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const programs = { vitest5: 'vitest/vitest.mjs', vitest4: 'vitest/vitest.mjs', jest30: 'jest/bin/jest.js' }

/** Runs the real runner on a copy of a project, which lies where the wanted version of the runner is found. */
export async function runProject(settings: RunSettings): Promise<Run> {
  return runProjectOften(settings, (run) => run())
}

/** The same for several runs on one copy; each may have further arguments and variables. */
export async function runProjectOften<T>(
  settings: RunSettings,
  use: (run: (args?: string[], env?: Record<string, string>) => Promise<Run>, folder: string) => Promise<T>,
): Promise<T> {
  const { runner, args = [], wrapper = [] } = settings
  return withProject(settings, async ({ program, script, folder, env }) => {
    const records = join(folder, 'records.jsonl')
    const results = join(folder, 'results.json')
    const command = [...wrapper, program, script, ...runnerArgs(runner, folder, results), ...args]
    const run = async (moreArgs: string[] = [], moreEnv: Record<string, string> = {}): Promise<Run> => {
      const end = await runToEnd([...command, ...moreArgs], folder, { ...env, ...moreEnv })
      return { ...end, ...readCounts(results), records: readRecords(records) }
    }
    return use(run, folder)
  })
}

/** Starts the runner in watch mode on a copy of a project, for as long as `use` runs. */
export async function watchProject(
  settings: RunSettings,
  use: (run: WatchedRun, folder: string) => Promise<void>,
): Promise<Run['records']> {
  const { runner, args = [] } = settings
  return withProject(settings, async ({ program, script, folder, env }) => {
    const watchArgs = runner === 'jest30' ? ['--rootDir', folder, '--watchAll'] : ['watch', '--root', folder]
    const run = new WatchedRun(program, [script, ...watchArgs, ...args], folder, env)
    try {
      await use(run, folder)
    } finally {
      await run.stop()
    }
    return readRecords(join(folder, 'records.jsonl'))
  })
}

interface Place {
  program: string
  script: string
  folder: string
  env: NodeJS.ProcessEnv
}

async function withProject<T>(
  { runner, project, node = 24, env }: RunSettings,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const program = findNode(node)
  if (!program) throw new Error(`There is no Node ${node} here; pnpm install brings it.`)
  const runs = here(`${runner}/.runs`)
  mkdirSync(runs, { recursive: true })
  const folder = mkdtempSync(join(runs, `${basename(project)}-`))
  try {
    cpSync(here(project), folder, { recursive: true, filter: (file) => basename(file) !== 'node_modules' })
    const script = here(`${runner}/node_modules/${programs[runner]}`)
    return await use({
      program,
      script,
      folder,
      env: { ...cleanEnvironment(), RECORD_FILE: join(folder, 'records.jsonl'), ...env },
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runnerArgs(runner: Runner, folder: string, results: string): string[] {
  if (runner === 'jest30') return ['--rootDir', folder, '--json', '--outputFile', results]
  return ['run', '--root', folder, '--reporter=default', '--reporter=json', '--outputFile.json', results]
}

/** The runner that runs this very file has left its marks in the environment. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|JEST|VITE_|NODE_ENV$|TEST$|DEV$|PROD$|SSR$)/.test(name),
  )
  return { ...Object.fromEntries(entries), NODE_OPTIONS: '--experimental-vm-modules', NODE_NO_WARNINGS: '1' }
}

function runToEnd([program = '', ...args]: string[], cwd: string, env: NodeJS.ProcessEnv) {
  return new Promise<Pick<Run, 'exitCode' | 'signal' | 'output'>>((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', reject)
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, output: stripVTControlCharacters(output) }))
  })
}

function readCounts(file: string): Pick<Run, 'passed' | 'failed'> {
  if (!existsSync(file)) return { passed: undefined, failed: undefined }
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: numPassedTests, failed: numFailedTests }
}

function readRecords(file: string): Record<string, unknown>[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}
