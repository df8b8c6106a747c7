/** For sorting: the earlier one first. */
export function byTime(left: { timeNs: bigint }, right: { timeNs: bigint }): number {
  return left.timeNs < right.timeNs ? -1 : left.timeNs > right.timeNs ? 1 : 0
}
