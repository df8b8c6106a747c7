import type {
  AttemptEvent,
  CloseEvent,
  Endpoint,
  JournalEvent,
  OpenEvent,
  PeerEndEvent,
  ProcessInfo,
  SendEvent,
  ShutdownEvent,
} from '../../types.js'
import { joinReceived } from '../../flow/join-received.js'
import { isLoopbackAddress } from '../packet/ip-address.js'
import { createIpPath, reversePath } from '../packet/ip-path.js'
import { LoopbackTuples } from './loopback-tuples.js'
import { type RenderContext, TcpConnection } from './tcp-connection.js'
import { type SocketUse, TcpSide } from './tcp-side.js'

/** How many connections that nobody has are remembered, for a server that accepts after all is over. */
const rememberedConnections = 4096

/** So much of a long send is in memory at a time, rounded up to whole segments. */
const pieceLength = 256 * 1024

interface TcpUse extends SocketUse {
  connection: TcpConnection
  side: TcpSide
}

/** Finds the connection that each event of a socket belongs to, and tells it what happened. */
export class TcpConnections {
  /** Bytes that were received, and that nobody recorded as sent. */
  unrecordedBytes = 0
  readonly #context: RenderContext
  readonly #connections = new Map<string, TcpConnection>()
  /** By the process object and not by its number: a program that another one became by exec has the same number. */
  readonly #sockets = new WeakMap<ProcessInfo, Map<bigint, TcpUse>>()
  readonly #retired: TcpConnection[] = []
  readonly #loopback = new LoopbackTuples()
  #count = 0
  /** What is being sent in pieces. */
  #long: (TcpUse & { event: SendEvent; sent: number }) | undefined

  constructor(context: RenderContext) {
    this.#context = context
  }

  open(event: OpenEvent): void {
    const { role, process, timeNs } = event
    const key = keyOf(event)
    const known = this.#find(key, event)
    const connection = known ?? this.#begin(key, event)
    const side = connection[role]
    this.#remember(event, connection, side)
    side.isClosed = false
    side.process = process
    side.host ||= process.host
    connection.nameProcesses()
    if (!known) connection.handshake(timeNs)
  }

  /** A connect that failed, as far as it is seen on the way: with an answer, or without. */
  fail(event: AttemptEvent, answer: 'refuse' | 'attempt'): TcpConnection {
    const connection = this.#create('', event.local, event.remote)
    connection.client.process = event.process
    connection.nameProcesses()
    connection[answer](event.timeNs)
    return connection
  }

  /** @returns true: this was only the first piece of a long send */
  send(event: SendEvent): boolean {
    const use = this.#useOf(event)
    if (!use) return false
    use.side.sentBytes += event.payload.length
    if (event.payload.length <= pieceLength) {
      use.connection.send(event.timeNs, use.side, event.payload, true)
      return false
    }
    this.#long = { ...use, event, sent: 0 }
    return this.sendMore()
  }

  /** The next piece of a long send. */
  sendMore(): boolean {
    if (!this.#long) return false
    const { connection, side, event, sent } = this.#long
    const { payload, timeNs } = event
    const step = Math.ceil(pieceLength / connection.largestSegment) * connection.largestSegment
    const end = Math.min(sent + step, payload.length)
    const hasMore = end < payload.length
    connection.send(timeNs, side, payload.slice(sent, end), !hasMore)
    this.#long = hasMore ? { ...this.#long, sent: end } : undefined
    return hasMore
  }

  shutdown(event: ShutdownEvent): void {
    const { connection, side } = this.#useOf(event) ?? {}
    if (!connection || !side || event.how === 'read') return
    side.hasShutDown = true
    connection.finish(event.timeNs, side)
    this.#settle(event.timeNs, connection, side)
  }

  /** What one end has read proves what the other did, also when that had no time to say it. */
  peerEnd(event: PeerEndEvent): void {
    const { connection, side } = this.#useOf(event) ?? {}
    if (!connection || !side) return
    const peer = connection.otherSide(side)
    if (event.kind === 'reset') connection.reset(event.timeNs, peer)
    else connection.finish(event.timeNs, peer)
    this.#settle(event.timeNs, connection, side)
  }

  close(event: CloseEvent): void {
    const use = this.#useOf(event)
    if (!use) return
    this.#forget(use)
    use.side.closedByReset = event.byReset
    this.#countReceived(event, use)
    this.#settle(event.timeNs, use.connection, use.side)
  }

  /** What was received was sent before, so at the last close all of it is known that was recorded. */
  #countReceived({ timeNs, receivedBytes }: CloseEvent, { connection, side }: TcpUse): void {
    side.receivedCounts.push(Number(receivedBytes))
    if (!side.isClosed || side.isReplaced) return
    const sender = connection.otherSide(side)
    const missing = joinReceived(side.receivedCounts, sender.sentBytes) - sender.sentBytes
    if (missing <= 0) return
    this.unrecordedBytes += missing
    sender.sentBytes += missing
    connection.sendUnrecorded(timeNs, sender, missing)
  }

  /** Nothing more will come: whoever has closed has finished. */
  finish(timeNs: bigint): void {
    for (const connection of this.#connections.values()) {
      for (const side of [connection.client, connection.server])
        if (side.isClosed) connection.finishOrReset(timeNs, side)
    }
  }

  /**
   * A close is the end of what a side sends, or a reset, only when no other process has the socket. A forked child shows
   * itself at its first use, after its parent's close; so the end is put off until the peer has seen it, or
   * is gone itself.
   */
  #settle(timeNs: bigint, connection: TcpConnection, latest: TcpSide): void {
    const earlier = connection.otherSide(latest)
    for (const side of [earlier, latest]) {
      const other = connection.otherSide(side)
      if (side.isClosed && other.isGone) connection.finishOrReset(timeNs, side)
    }
    if (connection.isOver || !connection.hasSockets) this.#retire(timeNs, connection)
  }

  /** The connection that this process joins; undefined when it is a new one. */
  #find(key: string, event: OpenEvent): TcpConnection | undefined {
    const connection = this.#connections.get(key)
    if (connection === undefined || event.isInherited) return connection
    const isMissing = !connection[event.role].isRecorded && (event.role === 'server' || !connection.isOver)
    return isMissing ? connection : undefined
  }

  #begin(key: string, event: OpenEvent): TcpConnection {
    const previous = this.#connections.get(key)
    if (previous) for (const side of [previous.client, previous.server]) previous.finish(event.timeNs, side)
    const connection = this.#create(key, ...endsOf(event))
    this.#connections.set(key, connection)
    return connection
  }

  #create(key: string, client: Endpoint, server: Endpoint): TcpConnection {
    const [shownClient, shownServer] = this.#loopback.disguise(client, server)
    const path = createIpPath(shownClient, shownServer)
    const connection = new TcpConnection(
      key,
      new TcpSide('client', client.host, path, this.#nextInitialSequence()),
      new TcpSide('server', server.host, reversePath(path), this.#nextInitialSequence()),
      this.#context,
    )
    if (key) this.#loopback.claim(client, server, connection)
    return connection
  }

  /** Far apart, so that a port that is used again is seen to be, and the same each time. */
  #nextInitialSequence(): number {
    this.#count += 1
    return Math.imul(this.#count, 0x9e3779b1) >>> 0
  }

  #useOf({ process, socket }: JournalEvent): TcpUse | undefined {
    return this.#sockets.get(process)?.get(socket)
  }

  /** A program that another one became by exec goes on with that one's sockets. */
  #remember({ process, socket }: OpenEvent, connection: TcpConnection, side: TcpSide): void {
    const known = this.#sockets.get(process) ?? new Map<bigint, TcpUse>()
    this.#sockets.set(process, known)
    for (const use of side.sockets) {
      if (use.process.pid !== process.pid || use.process === process) continue
      side.sockets.delete(use)
      side.isReplaced = true
    }
    const use = { process, socket, connection, side }
    known.set(socket, use)
    side.sockets.add(use)
  }

  #forget(use: TcpUse): void {
    this.#sockets.get(use.process)?.delete(use.socket)
    use.side.sockets.delete(use)
    use.side.isClosed = use.side.sockets.size === 0
  }

  /** Of connections that are over, or that nobody has, only the latest are kept. */
  #retire(timeNs: bigint, connection: TcpConnection): void {
    if (connection.isRetired || this.#connections.get(connection.key) !== connection) return
    connection.isRetired = true
    this.#retired.push(connection)
    if (this.#retired.length < 2 * rememberedConnections) return
    for (const old of this.#retired.splice(0, rememberedConnections)) this.#drop(timeNs, old)
  }

  /** Of a connection one end may never have been recorded, and of a process that was killed the close. */
  #drop(timeNs: bigint, old: TcpConnection): void {
    old.isRetired = false
    if (!old.isOver && old.hasSockets) return
    for (const side of [old.client, old.server]) {
      if (side.isClosed) old.finishOrReset(timeNs, side)
      for (const { process, socket } of side.sockets) this.#sockets.get(process)?.delete(socket)
    }
    old.isOver = true
    if (this.#connections.get(old.key) === old) this.#connections.delete(old.key)
  }
}

function endsOf({ role, local, remote }: OpenEvent): [client: Endpoint, server: Endpoint] {
  return role === 'client' ? [local, remote] : [remote, local]
}

function keyOf(event: OpenEvent): string {
  const [client, server] = endsOf(event)
  const owner = isLoopbackAddress(server.address) ? event.process.host : ''
  return `${owner} ${client.address} ${client.port} ${server.address} ${server.port}`
}
