import { accessSync, constants, existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { JournalProblem, ReadOptions } from '@socketwrap/capture'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { fromCaptureError, fromWriteError } from './capture-error.js'
import { capture } from './capture-package.js'
import { commentWith } from './comment-with.js'
import { nameAddress } from './name-address.js'
import type { NamedHost } from './traffic.js'

export interface WriteOptions extends Pick<ReadOptions, 'onProgress'> {
  /** What was before is left out; nanoseconds since the epoch. */
  sinceNs?: bigint
}

/**
 * Writes what the network in the directory has recorded as packets, piece by piece, however much it is.
 *
 * @param to a file, in the classic format when its name ends in `.pcap`; or a stream
 * @returns what is damaged or missing
 * @throws SocketwrapError NOT_A_JOURNAL, UNKNOWN_VERSION, JOURNAL_UNREADABLE, CAPTURE_UNWRITABLE
 */
export async function writeCapture(
  directory: string,
  hosts: readonly NamedHost[],
  to: string | NodeJS.WritableStream,
  { sinceNs = 0n, ...options }: WriteOptions = {},
): Promise<JournalProblem[]> {
  const { eventsSince, readJournal, TlsKeyLog, writePcap, writePcapng } = capture()
  const problems: JournalProblem[] = []
  const onProblem = (problem: JournalProblem) => problems.push(problem)
  const write = typeof to === 'string' && to.endsWith('.pcap') ? writePcap : writePcapng
  const comment = commentWith(undefined, findProblems(directory))
  try {
    const events = readJournal(directory, { nameAddress: nameAddress(hosts), isLive: true, onProblem, ...options })
    const keyLog = new TlsKeyLog(directory)
    await write(eventsSince(events, sinceNs), to, { hosts, comment, onProblem, tlsKeys: () => keyLog.take() })
    return problems
  } catch (error) {
    throw typeof to === 'string' ? fromWriteError(error, to) : error
  }
}

/** Before a file is opened and what it held is gone; its comment stands ahead of all packets. */
function findProblems(directory: string): JournalProblem[] {
  try {
    const journal = new (capture().Journal)(directory, { isLive: true })
    try {
      return journal.problems()
    } finally {
      journal.close()
    }
  } catch (error) {
    throw fromCaptureError(error, directory)
  }
}

/**
 * Says before the work and not after it that there is no place for its capture.
 *
 * @throws SocketwrapError CAPTURE_UNWRITABLE
 */
export function checkWritable(file: string): void {
  try {
    accessSync(existsSync(file) ? file : path.dirname(path.resolve(file)), constants.W_OK)
  } catch (error) {
    throw fromWriteError(error, file)
  }
  if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) return
  throw new SocketwrapError('CAPTURE_UNWRITABLE', `The capture ${file} cannot be written: it is a directory.`)
}
