import { parseArgs } from 'node:util'

export interface CommandLine {
  isQuick: boolean
  isHelp: boolean
  only: string[]
  rounds?: number
  /** Where the result is written as JSON. */
  json?: string
  /** A result that is there already, to be shown instead of a run. */
  from?: string
  isPublished: boolean
}

export const help = `Compares socketwrap with the plain kernel, raw unix sockets and socket_wrapper.

  pnpm bench                    measures everything; about half an hour on a quiet machine
  pnpm bench --only NAMES       only these, with commas between: --only stream-64kib,round-trip
  pnpm bench --rounds N         how often each contender has its turn (default 11)
  pnpm bench --quick            one short turn each: shows that everything works, and measures nothing
  pnpm bench --json FILE        writes the result as JSON
  pnpm bench --from FILE        shows such a result again, without a run
  pnpm bench --publish          writes the result to bench/, README.md and docs/ too; with --only, in the place of
                                what is published of these

docs/benchmark.md says what each number means.`

/** @throws an Error with a sentence for the person who typed it */
export function parseCommandLine(args: string[], names: string[]): CommandLine {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      publish: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      json: { type: 'string' },
      from: { type: 'string' },
    },
  })
  const { json, from, rounds } = values
  return {
    isQuick: values.quick,
    isHelp: values.help,
    isPublished: values.publish,
    only: values.only.flatMap((list) => list.split(',')).map((name) => checkName(name, names)),
    ...(json !== undefined && { json }),
    ...(from !== undefined && { from }),
    ...(rounds !== undefined && { rounds: parseRounds(rounds) }),
  }
}

function checkName(name: string, names: string[]): string {
  if (names.includes(name)) return name
  throw new Error(`--only: there is no ${name}. There are ${names.join(', ')}.`)
}

function parseRounds(text: string): number {
  const rounds = Number(text)
  if (Number.isInteger(rounds) && rounds > 0) return rounds
  throw new Error(`--rounds: ${text} is not a whole number above 0.`)
}
