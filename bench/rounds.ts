import type { Benchmark, Contender } from './benchmark.ts'

/** What the turns of one contender gave, in the order of the rounds. */
export interface Turns {
  contender: Contender
  /** Numbers by the metric's name. As many as there were rounds, or none when one of them failed. */
  results: Record<string, number>[]
  failure?: string
}

/**
 * Runs all contenders in turn, round by round, so that whatever the machine does meanwhile happens to all of them. Each
 * round begins with another one. A contender that has failed has no more turns.
 */
export async function runRounds(
  benchmark: Benchmark,
  rounds: number,
  onTurn: (contender: Contender, round: number) => void = () => {},
): Promise<Turns[]> {
  const all: Turns[] = benchmark.contenders.map((contender) => ({ contender, results: [] }))
  const present = all.filter(({ contender }) => contender.absence === undefined)
  for (const turns of present) await attempt(turns, async () => await turns.contender.verify?.())
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < present.length; place++) {
      const turns = present[(round + place) % present.length] as Turns
      onTurn(turns.contender, round)
      await attempt(turns, async () => turns.results.push(checkResults(await turns.contender.measure(), benchmark)))
    }
  }
  for (const turns of all) if (turns.failure !== undefined) turns.results = []
  return all
}

async function attempt(turns: Turns, act: () => Promise<unknown>): Promise<void> {
  if (turns.failure !== undefined) return
  try {
    await act()
  } catch (error) {
    turns.failure = error instanceof Error ? error.message : String(error)
  }
}

function checkResults(results: Record<string, number>, { metrics }: Benchmark): Record<string, number> {
  for (const { name } of metrics)
    if (!Number.isFinite(results[name])) throw new Error(`The result has no number ${name}: ${JSON.stringify(results)}`)
  return results
}
