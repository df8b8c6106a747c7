// `node bench/run.ts`: runs the benchmarks and shows one table. `--help` says what else there is.
import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { type Benchmark, full, quick } from './benchmark.ts'
import { allBenchmarks } from './benchmarks/all-benchmarks.ts'
import { type CommandLine, help, parseCommandLine } from './command-line.ts'
import { publish } from './report/publish.ts'
import { formatTable } from './report/text-table.ts'
import { type Machine, type Result, type Row, toRows } from './result.ts'
import { runRounds } from './rounds.ts'

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const names = allBenchmarks(full).map(({ name }) => name)
  const line = parseCommandLine(process.argv.slice(2), names)
  if (line.isHelp) return console.log(`${help}\n\n--only takes: ${names.join(', ')}`)
  const result = line.from === undefined ? await run(line) : (JSON.parse(readFileSync(line.from, 'utf8')) as Result)
  if (!line.isQuick) console.log(formatTable(result.rows))
  if (line.isPublished) publish(result, line.only.length > 0)
  if (result.rows.some(({ cells }) => cells.some(({ failure }) => failure !== undefined))) process.exitCode = 1
}

async function run({ isQuick, only, rounds, json }: CommandLine): Promise<Result> {
  const effort = isQuick ? quick : full
  const chosen = allBenchmarks(effort).filter(({ name }) => only.length === 0 || only.includes(name))
  const date = new Date().toISOString().slice(0, 10)
  const result: Result = { format: 1, date, machine: describeMachine(), rows: [] }
  for (const benchmark of chosen) {
    const found = await runBenchmark(benchmark, rounds ?? Math.min(effort.rounds, benchmark.roundsAtMost ?? Infinity))
    result.rows.push(...found)
    // After each, for a long run may be cut off.
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(result, null, 1)}\n`)
    if (isQuick) for (const row of found) printLifeSigns(row)
  }
  return result
}

async function runBenchmark(benchmark: Benchmark, rounds: number): Promise<Row[]> {
  const begin = performance.now()
  const turns = await runRounds(benchmark, rounds, ({ title }, round) => {
    if (process.stderr.isTTY)
      process.stderr.write(`\r\u001b[K${benchmark.name}, round ${round + 1} of ${rounds}: ${title}`)
  })
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  console.error(`${benchmark.name}: ${rounds} rounds in ${Math.round((performance.now() - begin) / 1000)} s`)
  return toRows(benchmark, rounds, turns)
}

/** Lines that scripts/count-results.mjs counts as tests. */
function printLifeSigns({ title, cells }: Row): void {
  const failed = cells.filter(({ failure }) => failure !== undefined)
  const absent = cells.filter(({ absence }) => absence !== undefined)
  const notes = [...new Set(absent.map(({ absence }) => absence))].map((absence) => ` (${absence})`)
  console.log(`${failed.length > 0 ? 'FAIL' : 'ok  '}  ${title}${notes.join('')}`)
  for (const { title, failure } of failed) console.log(`      ${title}: ${failure}`)
}

function describeMachine(): Machine {
  return {
    cores: os.availableParallelism(),
    architecture: process.arch,
    kernel: os.release().split('.').slice(0, 2).join('.'),
    node: process.versions.node,
  }
}
