/** All that comes. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** All that comes before the error, and the error. */
export async function collectUntilError<Item>(items: AsyncIterable<Item>): Promise<{ items: Item[]; error?: unknown }> {
  const all: Item[] = []
  try {
    for await (const item of items) all.push(item)
  } catch (error) {
    return { items: all, error }
  }
  return { items: all }
}

/** A file as a stream gives it. */
export async function* inPieces(file: Buffer, length = 4096): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.length; at += length) yield file.subarray(at, at + length)
}
