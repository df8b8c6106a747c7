/** Node takes a longer time for one millisecond (with a warning), and that is not what a person means by Infinity. */
const longestMs = 2 ** 31 - 1

/** The time as a timer can have it: 24 days stand for everything longer. */
export function timerMs(ms: number): number {
  return Math.min(ms, longestMs)
}
