import type { AttemptEvent, Flow, JournalEvent, ProcessInfo } from '../types.js'
import { nameErrno } from '../name-errno.js'
import type { Connection } from './connection.js'
import { Connections } from './connections.js'
import { Conversations } from './conversations.js'
import type { Member, Side } from './half.js'
import { RecordedFlow } from './recorded-flow.js'

interface SocketUse {
  connection: Connection
  member: Member
  side: Side
}

/** Puts flows together from events, which come in the order of time. Payload stays where it is. */
export class FlowAssembler {
  private readonly connections = new Connections()
  private readonly conversations = new Conversations()
  private readonly failed: RecordedFlow[] = []
  /** By the process object and not by its number: a program that another one became by exec has the same number. */
  private readonly sockets = new Map<ProcessInfo, Map<bigint, SocketUse>>()

  add(event: JournalEvent): void {
    switch (event.kind) {
      case 'open': {
        const known = this.sockets.get(event.process) ?? new Map<bigint, SocketUse>()
        this.sockets.set(event.process, known)
        if (!known.has(event.socket)) known.set(event.socket, { ...this.connections.open(event), side: event.role })
        break
      }
      case 'send': {
        const use = this.useOf(event)
        use?.connection.write(use.side, use.member, event)
        break
      }
      case 'shutdown':
      case 'end':
      case 'reset':
      case 'close': {
        const use = this.useOf(event)
        use?.connection.end(use.side, use.member, event)
        break
      }
      case 'datagram':
        this.conversations.datagram(event)
        break
      case 'refused':
      case 'blocked':
      case 'unanswered':
        if (event.protocol === 'tcp') this.failed.push(flowOfAttempt(event))
        else this.conversations.attempt(event)
        break
      case 'listen':
      case 'exec':
        break
    }
  }

  /** The flows of what was added so far, in the order in which they began. */
  flows(): RecordedFlow[] {
    const told = [...this.connections.all, ...this.conversations.all].map((one) => one.toFlow())
    return [...told, ...this.failed].sort((a, b) => (a.beginNs < b.beginNs ? -1 : a.beginNs > b.beginNs ? 1 : 0))
  }

  private useOf(event: JournalEvent): SocketUse | undefined {
    return this.sockets.get(event.process)?.get(event.socket)
  }
}

/** Flows of events that come in the order of time, in the order in which they began. */
export async function assembleFlows(events: Iterable<JournalEvent> | AsyncIterable<JournalEvent>): Promise<Flow[]> {
  const assembler = new FlowAssembler()
  for await (const event of events) assembler.add(event)
  return assembler.flows()
}

/** A connection that did not come about. */
function flowOfAttempt(event: AttemptEvent): RecordedFlow {
  const { kind, local, remote, process, timeNs, errno } = event
  return new RecordedFlow({
    protocol: 'tcp',
    client: { ...local, process },
    server: remote,
    beginNs: timeNs,
    endNs: timeNs,
    chunks: [],
    endings: [],
    events: [event],
    outcome: kind,
    ...(errno !== 0 && { errno: nameErrno(errno) }),
  })
}
