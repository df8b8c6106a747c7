/** What a network's records say of a connection or datagram that did not get through, or of a refused program. */
export interface AttemptRecord {
  sequence: number
  timeMs: number
  kind: 'refused' | 'blocked' | 'unsupported'
  pid: number
  host: string
  program: string
  /** The program with its arguments. */
  command: string
  protocol: 'tcp' | 'udp' | 'udplite' | 'icmp' | 'raw' | 'packet' | 'unix' | 'io_uring' | 'other' | ''
  destination: string
  /** The name that gave the destination's address, or that was not found; else empty. */
  name: string
  errno: string
  reason: string
}

export interface Destination {
  address: string
  port: number
}

/** The same as a plain object that needs no further reading. */
export interface FailedAttempt {
  /** `refused`: nobody listens there. `blocked`: it would have left the network. `unsupported`: it cannot be kept inside. */
  kind: AttemptRecord['kind']
  at: Date
  from: { host: string; pid: number; program: string; command: string }
  protocol?: Exclude<AttemptRecord['protocol'], ''>
  /** Where it should have gone. */
  to?: Destination
  /** The name of that, as it was looked up, or a name that was not found. */
  name?: string
  /** The unix socket that was not let out. */
  path?: string
  /** The program that was refused. */
  file?: string
  /** The call that was refused, as a programmer would write it. */
  call?: string
  errno: string
  reason?: string
}

/** Reads records, in the order in which things happened. */
export function readAttempts(records: readonly AttemptRecord[]): FailedAttempt[] {
  return [...records].sort((left, right) => left.sequence - right.sequence).map(readAttempt)
}

function readAttempt(record: AttemptRecord): FailedAttempt {
  return {
    kind: record.kind,
    at: new Date(record.timeMs),
    from: { host: record.host, pid: record.pid, program: record.program, command: record.command },
    ...(record.protocol && { protocol: record.protocol }),
    ...readSubject(record),
    ...(record.name && { name: record.name }),
    errno: record.errno,
    ...(record.reason && { reason: record.reason }),
  }
}

function readSubject({ kind, protocol, destination }: AttemptRecord): Partial<FailedAttempt> {
  if (kind === 'unsupported') return protocol === '' ? { file: destination } : { call: destination }
  if (protocol === 'unix') return { path: destination }
  const to = parseDestination(destination)
  return to === undefined ? {} : { to }
}

/** Reads `10.0.0.1:80` and `[fd00::1]:80`. */
function parseDestination(text: string): Destination | undefined {
  const [, v6, v4, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text) ?? []
  const address = v6 ?? v4
  return address === undefined ? undefined : { address, port: Number(port) }
}
