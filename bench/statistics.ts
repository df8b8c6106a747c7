/** What stands for many samples: the middle one, and the middle half. */
export interface Summary {
  median: number
  q1: number
  q3: number
}

/** @param samples at least one */
export function summarize(samples: readonly number[]): Summary {
  return { median: quantile(samples, 0.5), q1: quantile(samples, 0.25), q3: quantile(samples, 0.75) }
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}

/** Between two samples the value lies on the line between them. */
function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? NaN
  const above = sorted[Math.ceil(place)] ?? NaN
  return below + (above - below) * (place - Math.floor(place))
}
