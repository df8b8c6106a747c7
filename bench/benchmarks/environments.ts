import type { Benchmark, Contender, Effort } from '../benchmark.ts'
import { type Runner, runTestFiles, type TestRun } from '../runners/run-test-files.ts'
import { median } from '../statistics.ts'

interface Mode {
  name: string
  title: string
  runner: Runner
  args: string[]
}

const modes: Mode[] = [
  { name: 'vitest-forks', title: 'Vitest forks', runner: 'vitest', args: ['--pool', 'forks'] },
  { name: 'vitest-threads', title: 'Vitest threads', runner: 'vitest', args: ['--pool', 'threads'] },
  {
    name: 'vitest-no-isolate',
    title: 'Vitest forks, isolate: false',
    runner: 'vitest',
    args: ['--pool', 'forks', '--no-isolate'],
  },
  { name: 'jest', title: 'Jest', runner: 'jest', args: [] },
]

/** What a test file costs beside its tests, and whether the last file costs more than the first. */
export function environments({ testFiles, runnerModes }: Effort): Benchmark[] {
  const chosen = modes.filter(({ name }) => runnerModes.includes(name))
  return chosen.map(({ name, title, runner, args }) => ({
    name,
    contenders: [
      contender('node', 'node environment', { runner, args, environment: 'node', options: {} }, testFiles),
      contender('socketwrap', 'socketwrap', { runner, args, environment: 'socketwrap', options: {} }, testFiles),
      contender(
        'socketwrap-off',
        "socketwrap, capture: 'off'",
        { runner, args, environment: 'socketwrap', options: { capture: 'off' } },
        testFiles,
      ),
    ],
    metrics: [
      {
        name: 'fileSeconds',
        title: `a test file, ${title}`,
        unit: 'ms',
        better: 'less',
        baseline: 'node',
        compare: 'difference',
        targets: [{ contender: 'socketwrap', to: 'node', atMost: 0.005 }],
      },
      {
        name: 'driftSeconds',
        title: `the last quarter of ${testFiles} files compared with the first, ${title}`,
        unit: 'ms',
        better: 'less',
        baseline: 'node',
        compare: 'difference',
        targets: [{ contender: 'socketwrap', to: 'node', atMost: 0.001 }],
      },
    ],
    roundsAtMost: 3,
  }))
}

function contender(name: string, title: string, run: TestRun, count: number): Contender {
  return {
    name,
    title,
    measure: async () => {
      const ends = await runTestFiles(run, count)
      const files = ends.slice(1).map((end, index) => end - (ends[index] ?? NaN))
      const quarter = Math.ceil(files.length / 4)
      return {
        fileSeconds: median(files),
        driftSeconds: median(files.slice(-quarter)) - median(files.slice(0, quarter)),
      }
    },
  }
}
