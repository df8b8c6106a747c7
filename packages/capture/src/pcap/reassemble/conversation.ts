import type { NamedProcesses } from '../process-comment.js'
import type { CapturedFlow } from './captured-flow.js'
import type { TransportPacket } from './decode-transport.js'

/** Packets between two endpoints that are becoming a flow. */
export interface Conversation {
  readonly flow: CapturedFlow
  /** The flow is whole; what still comes for it are repetitions. */
  readonly isOver: boolean
  /** Whether a packet begins another conversation between the same endpoints. */
  isNewBeginning(packet: TransportPacket, isFromClient: boolean): boolean
  add(packet: TransportPacket, timeNs: bigint, isFromClient: boolean): void
  /** An ICMP error came for what the client, or the server, had sent. */
  fail(what: 'port' | 'network', isFromClient: boolean): void
  /** Nothing more comes. */
  finish(): CapturedFlow
}

/** Notes at both ends what a comment says of the processes. */
export function noteProcesses(flow: CapturedFlow, named: NamedProcesses): void {
  for (const end of ['client', 'server'] as const) {
    const process = named[end]
    if (!process) continue
    flow[end].process = process
    flow[end].host ||= process.host
  }
}
