import {
  describeUnrecorded,
  filterFlows,
  FlowAssembler,
  Journal,
  type JournalEvent,
  keepPayload,
  type RecordedFlow,
  TlsKeyLog,
  type TrafficFilter,
} from '@socketwrap/capture'
import { fromCaptureError } from './capture-error.js'
import { nameAddress } from './name-address.js'
import { type NamedHost, Traffic } from './traffic.js'

/** So many bytes of payload a `Traffic` has in memory; what is beyond is read from the network's directory. */
const keptBytes = 64 * 2 ** 20

/**
 * Reads what the network in the directory has recorded so far.
 *
 * @param onProgress told now and then how many bytes of payload were looked at, and how many there are
 */
export function takeTraffic(
  directory: string,
  hosts: readonly NamedHost[],
  filter: TrafficFilter = {},
  onProgress?: (bytes: number, total: number) => void,
): Traffic {
  try {
    const journal = new Journal(directory, { nameAddress: nameAddress(hosts), isLive: true })
    try {
      const wanted = filterFlows(assemble(journal.events(onProgress)), filter) as RecordedFlow[]
      const events = keepPayload(eventsOf(wanted), keptBytes)
      const flows = filterFlows(assemble(events), filter) as RecordedFlow[]
      // Whoever has sent what is encrypted, or whoever has read it, has written the key before.
      const tlsKeys = [...new TlsKeyLog(directory).take()]
      const unrecorded = flows.reduce((sum, flow) => sum + flow.unrecordedBytes, 0)
      const problems = [...journal.problems(), ...describeUnrecorded(unrecorded)]
      return new Traffic({ flows, problems, events: eventsOf(flows), hosts, tlsKeys })
    } finally {
      journal.close()
    }
  } catch (error) {
    throw fromCaptureError(error, directory)
  }
}

function assemble(events: Iterable<JournalEvent>): RecordedFlow[] {
  const assembler = new FlowAssembler()
  for (const event of events) assembler.add(event)
  return assembler.flows()
}

function eventsOf(flows: readonly RecordedFlow[]): JournalEvent[] {
  const events = flows.flatMap((flow) => flow.events)
  return events.sort((left, right) => (left.timeNs < right.timeNs ? -1 : left.timeNs > right.timeNs ? 1 : 0))
}
