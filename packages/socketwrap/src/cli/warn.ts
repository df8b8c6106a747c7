import type { JournalProblem } from '@socketwrap/capture'

/** What is damaged or missing is said beside the output, which has all the rest. */
export function warn(problems: readonly JournalProblem[]): void {
  for (const { message, code } of problems) console.error(`socketwrap: ${message} [${code}]`)
}
