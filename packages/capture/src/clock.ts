import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import path from 'node:path'
import { parseHeader } from './journal/header.js'
import { headerSize } from './journal/layout.js'
import { eventsFile, processNames } from './journal/process-names.js'

/**
 * What the clock of a network's events is ahead of CLOCK_MONOTONIC, in nanoseconds; undefined when nothing was recorded
 * yet. The first process that records sets it.
 *
 * @param directory of the network
 * @throws CaptureError NOT_A_JOURNAL, UNKNOWN_VERSION: none of the files is a journal of this version. Error of the
 *   system: none can be read
 */
export function readClock(directory: string): bigint | undefined {
  const journal = path.join(directory, 'journal')
  const errors: unknown[] = []
  for (const name of processNames(listFiles(journal)))
    try {
      const header = parseHeader(readHead(path.join(journal, eventsFile(name))), eventsFile(name))
      if (header) return header.realtimeOffsetNs
    } catch (error) {
      errors.push(error)
    }
  if (errors.length > 0) throw errors[0]
  return undefined
}

/** None in a network that does not record, or that was closed meanwhile. */
function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function readHead(file: string): Buffer {
  const bytes = Buffer.alloc(headerSize)
  const fd = openSync(file, 'r')
  try {
    return bytes.subarray(0, readSync(fd, bytes, 0, headerSize, 0))
  } finally {
    closeSync(fd)
  }
}
