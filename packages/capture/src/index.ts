export { CaptureError, type CaptureErrorCode } from './capture-error.js'
export { type AttemptRecord, type Destination, type FailedAttempt, readAttempts } from './failed-attempt.js'
export { EndpointTracer, type TracedEvent } from './flow/endpoint-tracer.js'
export { eventsSince } from './flow/events-since.js'
export { filterFlows, matchesFilter, toNs } from './flow/filter.js'
export { assembleFlows, FlowAssembler } from './flow/flow-assembler.js'
export { keepPayload } from './flow/kept-payload.js'
export { RecordedFlow } from './flow/recorded-flow.js'
export { TrafficReader } from './flow/traffic-reader.js'
export { describeUnrecorded } from './flow/unrecorded-bytes.js'
export { Journal, type JournalOptions } from './journal/journal.js'
export { JournalFollower } from './journal/journal-follower.js'
export { readJournal, type ReadOptions } from './journal/read-journal.js'
export { TlsKeyLog } from './journal/tls-key-log.js'
export type { CapturedPacket, CaptureItem } from './pcap/format/capture-item.js'
export { type CaptureSource, readCapture } from './pcap/read-capture.js'
export { readFlows } from './pcap/read-flows.js'
export {
  type CapturedHost,
  type PcapngOptions,
  type PcapOptions,
  renderPcap,
  renderPcapng,
  writePcap,
  writePcapng,
} from './pcap/write-capture.js'
export { type FlowTableOptions, formatFlowTable } from './text/flow-table.js'
export type { KnownHost } from './text/known-hosts.js'
export { formatLadder, type LadderOptions } from './text/ladder/ladder.js'
export type { LadderRole, Paint } from './text/ladder/row.js'
export { type RedactContext, type RedactRule } from './text/redact.js'
export { uuids } from './uuids.js'
export { formatSnapshot, type SnapshotOptions } from './text/snapshot.js'
export type * from './types.js'
