import type { Circus } from '@jest/types'
import type { RunnerTask } from 'socketwrap/environment'

type Entry = Circus.TestEntry | Circus.DescribeBlock

/** A test or a group of tests. The outermost group is the file, which has no name. */
export function describeTask(entry: Entry): RunnerTask {
  const names: string[] = []
  const twins: number[] = []
  for (let one = entry; one.parent; one = one.parent) {
    names.unshift(one.name)
    twins.unshift(countTwins(one, one.parent.children))
  }
  return { task: entry, names, twins }
}

/** How many neighbours before it have the same name. */
function countTwins(entry: Entry, neighbours: readonly Entry[]): number {
  let count = 0
  for (const one of neighbours) {
    if (one === entry) break
    if (one.name === entry.name) count++
  }
  return count
}
