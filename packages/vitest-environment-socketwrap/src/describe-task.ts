import type { RunnerTask as Task } from 'vitest'
import type { RunnerTask } from 'socketwrap/environment'

/** A test or a group of tests. A file has no name. */
export function describeTask(task: Task): RunnerTask {
  const names: string[] = []
  const twins: number[] = []
  for (let one: Task | undefined = task; one && !('filepath' in one); one = one.suite) {
    names.unshift(one.name)
    twins.unshift(countTwins(one, (one.suite ?? one.file).tasks))
  }
  return { task, names, twins }
}

/** How many neighbours before it have the same name. */
function countTwins(task: Task, neighbours: readonly Task[]): number {
  let count = 0
  for (const one of neighbours) {
    if (one === task) break
    if (one.name === task.name) count++
  }
  return count
}
