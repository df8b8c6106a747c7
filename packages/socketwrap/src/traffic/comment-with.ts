import type { JournalProblem } from '@socketwrap/capture'

/** The comment of a capture: what its reader is to know of it, and then what is missing or damaged, each once. */
export function commentWith(comment: string | undefined, problems: readonly JournalProblem[]): string {
  const given = comment ? comment.split('\n') : []
  return [...new Set([...given, ...problems.map(({ message }) => message)])].join('\n')
}
