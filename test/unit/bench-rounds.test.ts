import { expect, test } from 'vitest'
import type { Benchmark, Contender, Metric } from '../../bench/benchmark.ts'
import { toRows } from '../../bench/result.ts'
import { runRounds } from '../../bench/rounds.ts'
import { median, summarize } from '../../bench/statistics.ts'

const speed: Metric = {
  name: 'seconds',
  title: 'a metric',
  unit: 'ms',
  better: 'less',
  baseline: 'a',
  compare: 'speed',
}

function contender(name: string, numbers: number[], turns: string[] = []): Contender {
  const left = [...numbers]
  return {
    name,
    title: name,
    measure: async () => {
      turns.push(name)
      return { seconds: left.shift() as number }
    },
  }
}

async function rowOf(benchmark: Omit<Benchmark, 'name'>, rounds: number) {
  const turns = await runRounds({ name: 'b', ...benchmark }, rounds)
  return toRows({ name: 'b', ...benchmark }, rounds, turns)[0]
}

test('contenders have their turns one after the other, and each round begins with another one', async () => {
  const turns: string[] = []
  const contenders = ['a', 'b', 'c'].map((name) => contender(name, [1, 1, 1], turns))
  await runRounds({ name: 'b', contenders, metrics: [speed] }, 3)
  expect(turns.join('')).toBe('abcbcacab')
})

test('what is compared was measured in the same round', async () => {
  const contenders = [contender('a', [1, 10, 100]), contender('b', [2, 20, 200])]
  const row = await rowOf({ contenders, metrics: [speed] }, 3)
  expect(row?.cells[1]?.versus).toEqual({ median: 2, q1: 2, q3: 2 })
})

test('a target is met by the median of the rounds', async () => {
  const targets = [
    { contender: 'b', to: 'a', atMost: 2 },
    { contender: 'b', to: 'a', atMost: 1.9 },
  ]
  const contenders = [contender('a', [1, 1, 1]), contender('b', [1, 2, 3])]
  const row = await rowOf({ contenders, metrics: [{ ...speed, targets }] }, 3)
  expect(row?.targets.map(({ isMet }) => isMet)).toEqual([true, false])
})

test('a contender that fails once has no numbers, and the others go on', async () => {
  const failing = { ...contender('b', [1]), verify: async () => Promise.reject(new Error('it crashed')) }
  const row = await rowOf({ contenders: [contender('a', [1, 1]), failing], metrics: [speed] }, 2)
  expect(row?.cells.map(({ samples, failure }) => [samples.length, failure])).toEqual([
    [2, undefined],
    [0, 'it crashed'],
  ])
})

test('a number that is missing is a failure', async () => {
  const row = await rowOf({ contenders: [contender('a', [])], metrics: [speed] }, 1)
  expect(row?.cells[0]?.failure).toBe('The result has no number seconds: {}')
})

test('an absent contender has no turn, and the row says why', async () => {
  const turns: string[] = []
  const absent = { ...contender('b', [1], turns), absence: 'not installed' }
  const row = await rowOf({ contenders: [contender('a', [1], turns), absent], metrics: [speed] }, 1)
  expect(turns).toEqual(['a'])
  expect(row?.cells[1]).toEqual({ contender: 'b', title: 'b', absence: 'not installed', samples: [] })
})

test('the middle half lies between the quartiles', () => {
  expect(summarize([5, 1, 4, 2, 3])).toEqual({ median: 3, q1: 2, q3: 4 })
  expect(median([1, 2])).toBe(1.5)
})
