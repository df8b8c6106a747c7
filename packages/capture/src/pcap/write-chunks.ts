import { type FileHandle, open, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { ByteSink } from './format/byte-sink.js'

/**
 * Writes chunks into a new file, or to a stream. A file that ends early keeps what is in it, if there is anything.
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
  } catch (error) {
    await writing.catch(() => {})
    if (await isEmptyFile(file)) await rm(to, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** Not a device, or a pipe. */
async function isEmptyFile(file: FileHandle): Promise<boolean> {
  const stats = await file.stat()
  return stats.isFile() && stats.size === 0
}
