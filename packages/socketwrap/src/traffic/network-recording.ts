import type { JournalEvent, RecordedFlow, TlsKeyLog, TrafficFilter, TrafficReader } from '@socketwrap/capture'
import { fromCaptureError } from './capture-error.js'
import { capture } from './capture-package.js'
import { nameAddress } from './name-address.js'
import { type NamedHost, Traffic } from './traffic.js'

/** So many bytes of payload a `Traffic` has in memory; what is beyond is read from the network's directory. */
const keptBytes = 64 * 2 ** 20

/** What a network records, to be looked at again and again. */
export class NetworkRecording {
  #reader: TrafficReader | undefined
  #nameHost: (address: string) => string | undefined = () => undefined
  readonly #tlsKeys: string[] = []
  #keyLog: TlsKeyLog | undefined

  /** @param hosts asked anew each time, because hosts come and go */
  constructor(
    private readonly directory: string,
    private readonly hosts: () => readonly NamedHost[],
  ) {}

  /**
   * Reads what was recorded so far.
   *
   * @param onProgress told now and then how many bytes of payload were looked at, and how many there are
   */
  take(filter: TrafficFilter = {}, onProgress?: (bytes: number, total: number) => void): Traffic {
    try {
      return this.#take(filter, onProgress)
    } catch (error) {
      throw fromCaptureError(error, this.directory)
    }
  }

  #take(filter: TrafficFilter, onProgress?: (bytes: number, total: number) => void): Traffic {
    const { describeUnrecorded, filterFlows, keepPayload, toNs, TrafficReader } = capture()
    const hosts = this.hosts()
    const sinceNs = toNs(filter.since)
    this.#nameHost = nameAddress(hosts)
    this.#reader ??= new TrafficReader(this.directory, { nameAddress: (address) => this.#nameHost(address) })
    try {
      const wanted = filterFlows(assemble(this.#reader.read(sinceNs, onProgress)), filter) as RecordedFlow[]
      const events = keepPayload(eventsOf(wanted), keptBytes)
      const flows = filterFlows(assemble(events), filter) as RecordedFlow[]
      const unrecorded = flows.reduce((sum, flow) => sum + flow.unrecordedBytes, 0)
      const problems = [...this.#reader.problems(sinceNs), ...describeUnrecorded(unrecorded)]
      const shown = eventsOf(flows).filter((event) => !isEarlierDatagram(event, sinceNs))
      return new Traffic({ flows, problems, events: shown, hosts, tlsKeys: this.#takeTlsKeys() })
    } finally {
      this.#reader.close()
    }
  }

  /** Whoever has sent what is encrypted, or whoever has read it, has written the key before. */
  #takeTlsKeys(): string[] {
    this.#keyLog ??= new (capture().TlsKeyLog)(this.directory)
    this.#tlsKeys.push(...this.#keyLog.take())
    return [...this.#tlsKeys]
  }
}

/** Packets of a connection need its begin; a datagram is one by itself. */
function isEarlierDatagram(event: JournalEvent, sinceNs = 0n): boolean {
  return event.timeNs < sinceNs && 'protocol' in event && event.protocol !== 'tcp'
}

function assemble(events: Iterable<JournalEvent>): RecordedFlow[] {
  const assembler = new (capture().FlowAssembler)()
  for (const event of events) assembler.add(event)
  return assembler.flows()
}

function eventsOf(flows: readonly RecordedFlow[]): JournalEvent[] {
  const events = flows.flatMap((flow) => flow.events)
  return events.sort((left, right) => (left.timeNs < right.timeNs ? -1 : left.timeNs > right.timeNs ? 1 : 0))
}
