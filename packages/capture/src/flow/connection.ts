import type {
  CloseEvent,
  Endpoint,
  FlowEnding,
  FlowSide,
  JournalEvent,
  OpenEvent,
  PeerEndEvent,
  SendEvent,
  ShutdownEvent,
} from '../types.js'
import { endingsOf } from './connection-endings.js'
import { chunksOfWrites, type Write } from './connection-writes.js'
import { type Half, isClosed, type Member, type Side } from './half.js'
import { RecordedFlow } from './recorded-flow.js'

/** One TCP connection: two halves, each told by the processes at that end. */
export class Connection {
  private readonly halves: Partial<Record<Side, Half>> = {}
  private readonly writes: Write[] = []
  private readonly events: JournalEvent[] = []
  readonly firstMember: Member
  private endNs: bigint

  constructor(private readonly first: OpenEvent) {
    this.endNs = first.timeNs
    this.firstMember = this.join(first)
  }

  join(event: OpenEvent): Member {
    const half = (this.halves[event.role] ??= { endpoint: event.local, members: [] })
    const member = { process: event.process, socket: event.socket, writes: 0 }
    for (const earlier of half.members)
      if (earlier.process !== member.process && earlier.process.pid === member.process.pid) earlier.isReplaced = true
    half.members.push(member)
    this.note(event)
    return member
  }

  has(side: Side): boolean {
    return this.halves[side] !== undefined
  }

  /** All its processes closed it. */
  isClosed(side: Side): boolean {
    return isClosed(this.halves[side])
  }

  write(side: Side, member: Member, event: SendEvent): void {
    const { timeNs, payload, isLengthKnown } = event
    member.writes++
    this.writes.push({ timeNs, side, payload, isLengthKnown })
    this.note(event)
  }

  end(side: Side, member: Member, event: ShutdownEvent | PeerEndEvent | CloseEvent): void {
    const half = this.halves[side] as Half
    if (event.kind === 'close') member.close = event
    else if (event.kind === 'end') half.peerEndNs ??= event.timeNs
    else if (event.kind === 'reset') half.peerResetNs ??= event.timeNs
    else if (event.kind === 'shutdown' && event.how !== 'read') half.shutdownNs ??= event.timeNs
    this.note(event)
  }

  toFlow(): RecordedFlow {
    const { client, server } = this.halves
    const { local, remote, role } = this.first
    const endings = endingsOf(client, server)
    return new RecordedFlow({
      protocol: 'tcp',
      client: sideOf(client, role === 'client' ? local : remote),
      server: sideOf(server, role === 'server' ? local : remote),
      beginNs: this.first.timeNs,
      endNs: this.endNs,
      chunks: chunksOfWrites(this.writes, client, server),
      outcome: outcomeOf(endings, client, server),
      endings,
      events: this.events,
    })
  }

  private note(event: JournalEvent): void {
    this.events.push(event)
    if (event.timeNs > this.endNs) this.endNs = event.timeNs
  }
}

function outcomeOf(endings: FlowEnding[], client?: Half, server?: Half) {
  if (endings.some(({ kind }) => kind === 'reset')) return 'reset'
  const isOver = (side: Side, half?: Half, other?: Half) =>
    endings.some((ending) => ending.side === side) || (!half && isClosed(other))
  return isOver('client', client, server) && isOver('server', server, client) ? 'closed' : 'open'
}

/** Of processes that share an end, the one that did the talking stands for it. */
function sideOf(half: Half | undefined, known: Endpoint): FlowSide {
  if (!half) return known
  const [first, ...others] = half.members
  const talker = others.reduce((best, member) => (best && best.writes >= member.writes ? best : member), first)
  const host = half.endpoint.host || known.host
  return { ...half.endpoint, host, ...(talker && { process: talker.process }) }
}
