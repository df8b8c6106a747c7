import type { ProcessInfo } from '../../types.js'
import type { IpPath } from '../packet/ip-path.js'

/** A socket of one process. */
export interface SocketUse {
  process: ProcessInfo
  socket: bigint
}

/** One end of a connection, and the way of what it sends. */
export class TcpSide {
  readonly path: IpPath
  readonly role: 'client' | 'server'
  host: string
  /** Sequence number of the next byte that it sends. */
  next: number
  /** Sequence number of the other side up to which it has acknowledged. */
  acknowledged = 0
  /** Segments that it has received since. */
  unacknowledgedSegments = 0
  /** When it will acknowledge at the latest, if nothing is sent before. */
  acknowledgeBy: bigint | undefined
  process: ProcessInfo | undefined
  /** Open sockets of it, in all processes. */
  readonly sockets = new Set<SocketUse>()
  /** It had a socket, and the last one was closed. */
  isClosed = false
  /** The last close left bytes unread, or asked for a reset. */
  closedByReset = false
  /** It said itself that it sends nothing more, and lives on. */
  hasShutDown = false
  isFinSent = false
  /** Bytes of payload that are known to have been sent. */
  sentBytes = 0
  /** What each process that closed it says that it received. */
  readonly receivedCounts: number[] = []
  /** A program became another one by exec, and what it received until then is not known. */
  isReplaced = false

  constructor(role: 'client' | 'server', host: string, path: IpPath, sequence: number) {
    this.role = role
    this.host = host
    this.path = path
    this.next = sequence
  }

  get isRecorded(): boolean {
    return this.isClosed || this.sockets.size > 0
  }

  /** Nothing more will be heard of it: it closed, or it died, which shows as an end that nobody asked for. */
  get isGone(): boolean {
    return this.isClosed || (this.isFinSent && !this.hasShutDown)
  }
}
