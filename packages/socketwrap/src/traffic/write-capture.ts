import { eventsSince, type JournalProblem, readJournal, TlsKeyLog, writePcap, writePcapng } from '@socketwrap/capture'
import { fromCaptureError } from './capture-error.js'
import { nameAddress } from './name-address.js'
import type { NamedHost } from './traffic.js'

/**
 * Writes what the network in the directory has recorded as packets, piece by piece, however much it is.
 *
 * @param to a file, in the classic format when its name ends in `.pcap`; or a stream
 * @returns what is damaged or missing
 * @throws SocketwrapError NOT_A_JOURNAL, UNKNOWN_VERSION
 */
export async function writeCapture(
  directory: string,
  hosts: readonly NamedHost[],
  to: string | NodeJS.WritableStream,
  sinceNs = 0n,
): Promise<JournalProblem[]> {
  const problems: JournalProblem[] = []
  const onProblem = (problem: JournalProblem) => problems.push(problem)
  const write = typeof to === 'string' && to.endsWith('.pcap') ? writePcap : writePcapng
  try {
    const events = readJournal(directory, { nameAddress: nameAddress(hosts), isLive: true, onProblem })
    const keyLog = new TlsKeyLog(directory)
    await write(eventsSince(events, sinceNs), to, { hosts, tlsKeys: () => keyLog.take() })
    return problems
  } catch (error) {
    throw fromCaptureError(error, directory)
  }
}
