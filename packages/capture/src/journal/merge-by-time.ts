interface Source<T> {
  next(): T | undefined
}

interface Waiting<T> {
  item: T
  source: Source<T>
  rank: number
}

/** Joins sources that are each in the order of time; of two at the same time, the source named first comes first. */
export class MergeByTime<T extends { timeNs: bigint }> {
  private readonly heap: Waiting<T>[] = []

  constructor(sources: readonly Source<T>[]) {
    for (const [rank, source] of sources.entries()) {
      const item = source.next()
      if (item) this.heap.push({ item, source, rank })
    }
    for (let at = (this.heap.length >> 1) - 1; at >= 0; at--) this.sink(at)
  }

  next(): T | undefined {
    const first = this.heap[0]
    if (!first) return undefined
    const { item } = first
    const following = first.source.next()
    if (following) first.item = following
    else {
      const last = this.heap.pop()
      if (last && last !== first) this.heap[0] = last
    }
    this.sink(0)
    return item
  }

  private sink(from: number): void {
    const { heap } = this
    for (let at = from; ;) {
      let least = at
      const left = 2 * at + 1
      if (isBefore(heap[left], heap[least])) least = left
      if (isBefore(heap[left + 1], heap[least])) least = left + 1
      if (least === at) return
      const [upper, lower] = [heap[at], heap[least]]
      if (upper && lower) [heap[at], heap[least]] = [lower, upper]
      at = least
    }
  }
}

function isBefore<T extends { timeNs: bigint }>(a: Waiting<T> | undefined, b: Waiting<T> | undefined): boolean {
  if (!a || !b) return a !== undefined
  return a.item.timeNs < b.item.timeNs || (a.item.timeNs === b.item.timeNs && a.rank < b.rank)
}
