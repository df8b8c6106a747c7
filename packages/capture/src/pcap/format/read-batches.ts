import type { ByteSource } from './byte-source.js'

/**
 * Reads what is here, hands it over, and waits for more: waiting for each packet by itself would take longer than reading
 * it. What was read before an error is given before it.
 *
 * @param read takes what is here; gives how many bytes have to be here for the next piece
 */
export async function* readBatches<Item>(source: ByteSource, read: (items: Item[]) => number): AsyncGenerator<Item[]> {
  for (;;) {
    const items: Item[] = []
    let wanted = 0
    let problem: unknown
    try {
      wanted = read(items)
    } catch (error) {
      problem = error
    }
    if (items.length > 0) yield items
    if (problem !== undefined) throw problem
    if (await source.fill(wanted)) continue
    if (source.isAtUnitEnd) return
    throw source.truncated()
  }
}
