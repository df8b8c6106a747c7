// `node bench/profile-environment.ts [forks|threads]`: where the time of a test file goes that Vitest runs in a new
// process or thread, in milliseconds.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTestFiles } from './runners/test-files.ts'
import { runFolder } from './runners/run-test-files.ts'
import { median } from './statistics.ts'

const files = 60
const rounds = 3
const [pool = 'forks'] = process.argv.slice(2)

/** An environment that does nothing: what Vitest itself pays for one that is not its own. */
const empty = `export default { name: 'empty', viteEnvironment: 'ssr', prewarmModules: false, setup: () => ({ teardown() {} }) }`

/** The same, which loads socketwrap besides. */
const loaded = `import 'vitest-environment-socketwrap'\n${empty.replace('empty', 'loaded')}`

/** Socketwrap's, which writes down how long its parts take. */
const timed = (log: string) => `
import { appendFileSync } from 'node:fs'
import 'vitest/runtime'
const start = performance.now()
const { default: socketwrap } = await import('vitest-environment-socketwrap')
const loading = performance.now() - start
async function time(work) {
  const begin = performance.now()
  const result = await work()
  return [performance.now() - begin, result]
}
export default {
  ...socketwrap,
  name: 'timed',
  async setup(...given) {
    const [opening, { teardown }] = await time(() => socketwrap.setup(...given))
    return {
      async teardown() {
        const [closing] = await time(teardown)
        appendFileSync(${JSON.stringify(log)}, JSON.stringify({ loading, opening, closing }) + '\\n')
      },
    }
  },
}`

const found = new Map<string, number[]>()
for (let round = 0; round < rounds; round++)
  for (const environment of ['node', 'empty', 'loaded', 'socketwrap', 'timed']) await measure(environment)
for (const [part, times] of found) console.log(part.padEnd(34), median(times).toFixed(1).padStart(6))

async function measure(environment: string): Promise<void> {
  const { folder, remove } = makeTestFiles(files)
  try {
    const log = join(folder, 'parts.jsonl')
    addEnvironment(folder, 'empty', empty)
    addEnvironment(folder, 'loaded', loaded)
    addEnvironment(folder, 'timed', timed(log))
    const ends = await runFolder(folder, { runner: 'vitest', args: ['--pool', pool], environment, options: {} })
    if (environment === 'timed') addParts(log)
    else
      add(
        `a file, ${environment}`,
        ends.slice(1).map((end, index) => end - (ends[index] ?? NaN)),
      )
  } finally {
    remove()
  }
}

function addEnvironment(folder: string, name: string, code: string): void {
  const place = join(folder, 'node_modules', `vitest-environment-${name}`)
  mkdirSync(place)
  writeFileSync(join(place, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }))
  writeFileSync(join(place, 'index.js'), code)
}

function addParts(log: string): void {
  for (const line of readFileSync(log, 'utf8').trim().split('\n'))
    for (const [part, time] of Object.entries(JSON.parse(line) as Record<string, number>))
      add(`${part} socketwrap's environment`, [time])
}

function add(part: string, times: number[]): void {
  found.set(part, [...(found.get(part) ?? []), ...times])
}
