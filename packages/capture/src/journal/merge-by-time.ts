interface Source<T> {
  next(): T | undefined
}

/** Joins sources that are each in the order of time; of two at the same time, the source named first comes first. */
export function* mergeByTime<T extends { timeNs: bigint }>(sources: readonly Source<T>[]): Generator<T> {
  const heap: { item: T; source: Source<T>; rank: number }[] = []
  for (const [rank, source] of sources.entries()) {
    const item = source.next()
    if (item) heap.push({ item, source, rank })
  }
  for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(at)
  for (let first = heap[0]; first; first = heap[0]) {
    yield first.item
    const item = first.source.next()
    if (item) first.item = item
    else {
      const last = heap.pop()
      if (last && last !== first) heap[0] = last
    }
    sink(0)
  }

  function isBefore(left: number, right: number): boolean {
    const [a, b] = [heap[left], heap[right]]
    if (!a || !b) return a !== undefined
    return a.item.timeNs < b.item.timeNs || (a.item.timeNs === b.item.timeNs && a.rank < b.rank)
  }

  function sink(from: number): void {
    for (let at = from; ;) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) if (isBefore(child, least)) least = child
      if (least === at) return
      const [upper, lower] = [heap[at], heap[least]]
      if (upper && lower) [heap[at], heap[least]] = [lower, upper]
      at = least
    }
  }
}
