import type { RunnerTask as Task } from 'vitest'
import type { RunnerTask } from 'socketwrap/environment'

/** The names of a test and of the groups around it; a file has none. */
export function describeTask(task: Task): RunnerTask {
  const names: string[] = []
  for (let one: Task | undefined = task; one && !('filepath' in one); one = one.suite) names.unshift(one.name)
  return { task, names }
}
