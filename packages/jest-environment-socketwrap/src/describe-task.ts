import type { Circus } from '@jest/types'
import type { RunnerTask } from 'socketwrap/environment'

export function describeTest(test: Circus.TestEntry): RunnerTask {
  return { task: test, names: [...groupNames(test.parent), test.name] }
}

/** The outermost group is the file, which has no name. */
export function describeGroup(group: Circus.DescribeBlock | undefined): RunnerTask {
  return { task: group ?? {}, names: groupNames(group) }
}

function groupNames(group: Circus.DescribeBlock | undefined): string[] {
  return group?.parent ? [...groupNames(group.parent), group.name] : []
}
