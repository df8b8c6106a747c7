import type { LaterRun, Result, Row } from '../result.ts'

/**
 * Puts the rows of a run of some benchmarks into the place of the published ones.
 *
 * @throws an Error when the two are not of the same machine
 */
export function mergeResults(published: Result, later: Result): Result {
  const [machine, other] = [JSON.stringify(published.machine), JSON.stringify(later.machine)]
  if (machine !== other)
    throw new Error(`What is published was measured on ${machine}, and this on ${other}. Publish a run without --only.`)
  const benchmarks = [...new Set(later.rows.map(({ benchmark }) => benchmark))]
  const laterRows = new Map(later.rows.map((row) => [keyOf(row), row]))
  const rows = published.rows.flatMap((row) =>
    benchmarks.includes(row.benchmark) ? (laterRows.get(keyOf(row)) ?? []) : row,
  )
  const kept = new Set(rows.map(keyOf))
  const added = later.rows.filter((row) => !kept.has(keyOf(row)))
  const again = [...without(published.again ?? [], benchmarks), { date: later.date, benchmarks }]
  return { ...published, rows: [...rows, ...added], again }
}

function keyOf({ benchmark, metric }: Row): string {
  return `${benchmark} ${metric}`
}

/** A run of which nothing is left is left out. */
function without(runs: readonly LaterRun[], benchmarks: readonly string[]): LaterRun[] {
  return runs
    .map((run) => ({ ...run, benchmarks: run.benchmarks.filter((name) => !benchmarks.includes(name)) }))
    .filter((run) => run.benchmarks.length > 0)
}
