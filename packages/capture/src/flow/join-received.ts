/**
 * How many bytes one end of a connection received, by what each of its processes says.
 *
 * @param most as many as were sent: a child that was forked begins with its parent's count or at zero, and a sum that
 *   is too large means the former
 */
export function joinReceived(counts: readonly number[], most: number): number {
  const total = counts.reduce((all, count) => all + count, 0)
  return total <= most ? total : Math.max(0, ...counts)
}
