/** What @socketwrap/capture speaks of: events of a journal, and the flows that are put together from them. */

export interface Endpoint {
  /** Text form: `10.0.0.1`, `fd00::1`. */
  address: string
  port: number
  /** Name of the host; empty when it is not known. */
  host: string
}

export interface ProcessInfo {
  pid: number
  program: string
  host: string
}

export type Protocol = 'tcp' | 'udp' | 'udplite'

/** A part of some memory. A view of its own, a `Buffer`, would take longer to make than a small payload to copy. */
export interface BytesView {
  readonly bytes: Buffer
  readonly begin: number
  readonly end: number
}

/** Payload that stays in its file until it is asked for. */
export interface Payload {
  readonly length: number
  /** The bytes, read now; null when they are gone (overwritten, or never written). */
  read(): Buffer | null
  /** The same without a copy: right until other payload is looked at, and not to be changed. */
  view(): BytesView | null
  /** How many bytes from the start are gone already. */
  lostBytes(): number
  /** A part of it. */
  slice(begin: number, end: number): Payload
}

interface EventBase {
  /** CLOCK_REALTIME, nanoseconds since the epoch. Of what is sent: before it was sent. */
  timeNs: bigint
  /** The same number in all events of one socket of one process. */
  socket: bigint
  process: ProcessInfo
}

interface EventEndpoints {
  protocol: Protocol
  role: 'client' | 'server'
  local: Endpoint
  remote: Endpoint
}

/** A TCP connection is used by this process for the first time. */
export interface OpenEvent extends EventBase, EventEndpoints {
  kind: 'open'
  /** Another process connected or accepted; this one got the socket by fork, by exec, or as a passed descriptor. */
  isInherited: boolean
}

export interface SendEvent extends EventBase {
  kind: 'send'
  /** As long as intended, or as taken when that is known. */
  payload: Payload
  /** False when the process died before it could say how much the kernel took. */
  isLengthKnown: boolean
}

export interface DatagramEvent extends EventBase, EventEndpoints {
  kind: 'datagram'
  payload: Payload
  /** 0, or a negative errno; -111: nobody listened. */
  result: number
  /** UDP-Lite: how many bytes its checksum covers, from its header on; 0: all of them. */
  coverage?: number
}

export interface ShutdownEvent extends EventBase {
  kind: 'shutdown'
  how: 'read' | 'write' | 'both'
}

/** The peer's end of stream, or its reset, was read. */
export interface PeerEndEvent extends EventBase {
  kind: 'end' | 'reset'
}

export interface CloseEvent extends EventBase {
  kind: 'close'
  /** Bytes that this process sent and received on the socket. */
  sentBytes: bigint
  receivedBytes: bigint
  byReset: boolean
}

export interface AttemptEvent extends EventBase, EventEndpoints {
  kind: 'refused' | 'blocked' | 'unanswered'
  /** Positive: 111 is ECONNREFUSED. 0: the program was told nothing. */
  errno: number
}

export interface ListenEvent extends EventBase, EventEndpoints {
  kind: 'listen'
}

export interface ExecEvent extends EventBase {
  kind: 'exec'
  /** Path of the program. */
  file: string
}

export type JournalEvent =
  | OpenEvent
  | SendEvent
  | DatagramEvent
  | ShutdownEvent
  | PeerEndEvent
  | CloseEvent
  | AttemptEvent
  | ListenEvent
  | ExecEvent

/** Something about a journal that its reader has to know; what could be read was delivered. */
export interface JournalProblem {
  code:
    | 'NOT_A_JOURNAL'
    | 'UNKNOWN_VERSION'
    | 'JOURNAL_UNREADABLE'
    | 'TRUNCATED'
    | 'TORN_RECORD'
    | 'RECORDING_ENDED'
    | 'PAYLOAD_LOST'
    | 'PAYLOAD_MISSING'
    | 'UNRECORDED'
  /** Name of the file in the journal's directory; UNRECORDED has none. */
  file?: string
  /** A sentence. */
  message: string
  /** Bytes that crossed and that are not in the recording (PAYLOAD_LOST, PAYLOAD_MISSING, UNRECORDED). */
  lostBytes?: number
}

/** `sent` goes from client to server, `received` from server to client. */
export type Direction = 'sent' | 'received'

/** One write of a stream (or a piece of a large one), or one datagram. */
export interface Chunk {
  timeNs: bigint
  direction: Direction
  length: number
  /** Read when it is asked for, so look at it once. Null: lost. */
  readonly bytes: Buffer | null
  /** A datagram that nobody listened for: the answer was ICMP port unreachable. */
  isRefused?: boolean
}

export type FlowSide = Endpoint & { process?: ProcessInfo }

/** The end of one direction, or of both: who did it and when. */
export interface FlowEnding {
  timeNs: bigint
  side: 'client' | 'server'
  kind: 'fin' | 'reset'
}

/**
 * UDP and UDP-Lite have no end, so a conversation of which something arrived is always `closed`. `unanswered` is a
 * connection to a silent host, or by one.
 */
export type FlowOutcome = 'open' | 'closed' | 'reset' | 'refused' | 'blocked' | 'unanswered'

/** One TCP connection, or one conversation of UDP or UDP-Lite. The client began it. */
export interface Flow {
  protocol: Protocol
  client: FlowSide
  server: FlowSide
  beginNs: bigint
  endNs: bigint
  /** In the order of time. */
  chunks: readonly Chunk[]
  /** The bytes from client to server joined, without those that are lost. Read from the journal at each use. */
  readonly sent: Buffer
  readonly received: Buffer
  /** With those that are lost. */
  sentBytes: number
  receivedBytes: number
  lostBytes: number
  outcome: FlowOutcome
  /** At most one `fin` of each side, then `reset`; in the order of time. */
  endings: readonly FlowEnding[]
  /** For `refused` and `blocked`: the name, such as `ECONNREFUSED`. */
  errno?: string
}

/** Which flows or events are wanted; everything given must hold. */
export interface TrafficFilter {
  /** A host's name or address, at either end. */
  host?: string | { name: string }
  /** At either end. */
  port?: number
  protocol?: Protocol
  /** Name of the program, at either end. */
  program?: string
  /** What happened at or after this: a mark (nanoseconds since the epoch), or a date. */
  since?: bigint | Date
}
