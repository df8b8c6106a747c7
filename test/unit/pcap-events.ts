import type { Endpoint, JournalEvent, Payload, ProcessInfo } from '../../packages/capture/src/types.js'

/** Distributes `Omit` over the kinds of events. */
type EventBody = JournalEvent extends infer Event
  ? Event extends JournalEvent
    ? Omit<Event, 'timeNs' | 'socket' | 'process'>
    : never
  : never

export function at(address: string, port: number, host: string): Endpoint {
  return { address, port, host }
}

export function payloadOf(bytes: Buffer | string, lost = 0): Payload {
  const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  return {
    length: buffer.length,
    read: () => (lost > 0 ? null : buffer),
    view: () => (lost > 0 ? null : { bytes: buffer, begin: 0, end: buffer.length }),
    lostBytes: () => lost,
    slice: (begin, end) => payloadOf(buffer.subarray(begin, end), Math.max(0, Math.min(lost, end) - begin)),
  }
}

/** Events that nobody recorded, a millisecond apart. */
export class MadeEvents {
  readonly events: JournalEvent[] = []
  timeNs = 1_700_000_000_000_000_000n
  #sockets = 0n
  readonly #processes = new Map<string, ProcessInfo>()

  add(process: ProcessInfo, socket: bigint, body: EventBody): this {
    this.timeNs += 1_000_000n
    this.events.push({ ...body, process, socket, timeNs: this.timeNs } as JournalEvent)
    return this
  }

  /** One object for each process, as a journal has it. */
  process(pid: number, program: string, host: string): ProcessInfo {
    const key = `${pid} ${program} ${host}`
    const process = this.#processes.get(key) ?? { pid, program, host }
    this.#processes.set(key, process)
    return process
  }

  /** Two processes that talk over TCP. */
  connect(client: Endpoint, server: Endpoint, names: [string, string] = ['client', 'server']): MadeConnection {
    return new MadeConnection(this, client, server, names)
  }

  datagram(
    from: Endpoint,
    to: Endpoint,
    bytes: Buffer | string,
    result = 0,
    kind: { protocol: 'udp' | 'udplite'; coverage?: number } = { protocol: 'udp' },
  ): this {
    const process = { pid: 30, program: 'sender', host: from.host }
    const ends = { ...kind, role: 'client', local: from, remote: to } as const
    return this.add(process, this.nextSocket(), { kind: 'datagram', ...ends, payload: payloadOf(bytes), result })
  }

  attempt(kind: 'refused' | 'blocked', protocol: 'tcp' | 'udp' | 'udplite', from: Endpoint, to: Endpoint): this {
    const process = { pid: 30, program: 'seeker', host: from.host }
    const body = {
      kind,
      protocol,
      role: 'client',
      local: from,
      remote: to,
      errno: kind === 'refused' ? 111 : 101,
    } as const
    return this.add(process, this.nextSocket(), body)
  }

  nextSocket(): bigint {
    this.#sockets += 1n
    return this.#sockets
  }
}

type Side = 'client' | 'server'

class MadeConnection {
  readonly #ends: Record<Side, { process: ProcessInfo; socket: bigint; local: Endpoint; remote: Endpoint }>

  constructor(
    readonly made: MadeEvents,
    client: Endpoint,
    server: Endpoint,
    [clientName, serverName]: [string, string],
  ) {
    this.#ends = {
      client: {
        process: made.process(10, clientName, client.host),
        socket: made.nextSocket(),
        local: client,
        remote: server,
      },
      server: {
        process: made.process(20, serverName, server.host),
        socket: made.nextSocket(),
        local: server,
        remote: client,
      },
    }
  }

  open(...sides: Side[]): this {
    for (const role of sides.length > 0 ? sides : (['client', 'server'] as const)) {
      this.#open(role, false)
    }
    return this
  }

  /** The side goes on in another process, as after a fork. */
  fork(role: Side, pid: number): this {
    const end = this.#ends[role]
    end.process = this.made.process(pid, end.process.program, end.process.host)
    return this.#open(role, true)
  }

  /** The side's program becomes another one, which keeps the socket; its sockets are counted anew. */
  exec(role: Side, program: string): this {
    const end = this.#ends[role]
    end.process = { ...end.process, program }
    end.socket = 1n
    return this.#open(role, true)
  }

  send(side: Side, bytes: Buffer | string, lost = 0): this {
    return this.#add(side, { kind: 'send', payload: payloadOf(bytes, lost), isLengthKnown: true })
  }

  shutdown(side: Side): this {
    return this.#add(side, { kind: 'shutdown', how: 'write' })
  }

  end(side: Side): this {
    return this.#add(side, { kind: 'end' })
  }

  readReset(side: Side): this {
    return this.#add(side, { kind: 'reset' })
  }

  close(side: Side, byReset = false, receivedBytes = 0n): this {
    return this.#add(side, { kind: 'close', sentBytes: 0n, receivedBytes, byReset })
  }

  /** The client closes, the server sees it and closes too. */
  closeBoth(): this {
    return this.close('client').end('server').close('server')
  }

  #open(role: Side, isInherited: boolean): this {
    const { local, remote } = this.#ends[role]
    return this.#add(role, { kind: 'open', protocol: 'tcp', role, local, remote, isInherited })
  }

  #add(side: Side, body: EventBody): this {
    const { process, socket } = this.#ends[side]
    this.made.add(process, socket, body)
    return this
  }
}
