import type { Runner } from './run-project.ts'

export interface Mode {
  runner: Runner
  node: number
  args: string[]
}

const pools = ['forks', 'threads', 'vmForks', 'vmThreads']

/** Two workers for four files: each worker runs several, one after another, as far as the mode lets it. */
const vitestArgs = pools.flatMap((pool) => [
  ['--pool', pool, '--maxWorkers', '2'],
  ['--pool', pool, '--maxWorkers', '2', '--no-isolate'],
])
/** One worker: Vitest 4 gives all files one VM context then. */
const oneWorkerArgs = pools.map((pool) => ['--pool', pool, '--maxWorkers', '1', '--no-isolate'])
const jestArgs = [['-i'], ['-w', '2'], ['-w', '2', '--workerThreads']]

/** Each way in which the runners run files, on the Node versions that they support. Vitest 5 needs Node 22. */
export const modes: Mode[] = [
  ...combine('vitest5', 24, [...vitestArgs, ...oneWorkerArgs]),
  ...combine('vitest5', 22, vitestArgs.slice(0, 4)),
  ...combine('vitest5', 26, vitestArgs.slice(0, 4)),
  ...combine('vitest4', 20, [...vitestArgs, ...oneWorkerArgs]),
  ...combine('vitest4', 24, vitestArgs.slice(0, 4)),
  ...combine('jest30', 20, jestArgs),
  ...combine('jest30', 22, jestArgs),
  ...combine('jest30', 24, jestArgs),
  ...combine('jest30', 26, jestArgs),
]

/** The modes that the examples run in, on one Node version. In the VM pools `isolate` changes nothing. */
const exampleArgs = vitestArgs.filter(([, pool, ...rest]) => !pool?.startsWith('vm') || !rest.includes('--no-isolate'))
export const exampleModes: Mode[] = [
  ...combine('vitest5', 24, exampleArgs),
  ...combine('vitest4', 20, exampleArgs),
  ...combine('jest30', 24, jestArgs),
]

function combine(runner: Runner, node: number, lists: string[][]): Mode[] {
  return lists.map((args) => ({ runner, node, args }))
}

/** One mode on the Node that the project is developed with. */
export function mode(runner: Runner, ...args: string[]): Mode {
  return { runner, node: 24, args }
}

export function describeMode({ runner, node, args }: Mode): string {
  return `${runner} on Node ${node}${args.length > 0 ? ': ' : ''}${args.join(' ')}`
}
