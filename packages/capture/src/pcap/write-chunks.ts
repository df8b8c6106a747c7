import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { ByteSink } from './format/byte-sink.js'

/**
 * Writes chunks into a new file, or to a stream.
 *
 * @param sink where they come from: it gets those back that are in the file
 */
export async function writeChunks(
  chunks: AsyncIterable<Buffer>,
  to: string | NodeJS.WritableStream,
  sink: ByteSink,
): Promise<void> {
  if (typeof to !== 'string') return pipeline(chunks, to)
  const file = await open(to, 'w')
  let writing: Promise<unknown> = Promise.resolve()
  try {
    for await (const chunk of chunks) {
      // While one chunk is written, the next one is made.
      await writing
      writing = file.writeFile(chunk).then(() => sink.giveBack(chunk))
      // An error is met where it is waited for.
      writing.catch(() => {})
    }
    await writing
  } finally {
    await writing.catch(() => {})
    await file.close()
  }
}
