/** What a network's records say of a connection or datagram that did not get through, or of a refused program. */
export interface AttemptRecord {
  sequence: number
  timeMs: number
  kind: 'refused' | 'blocked' | 'unsupported'
  pid: number
  host: string
  program: string
  protocol: 'tcp' | 'udp' | ''
  destination: string
  errno: string
  reason: string
}

export interface Destination {
  address: string
  port: number
}

/** The same as a plain object that needs no further reading. */
export interface FailedAttempt {
  /** `refused`: nobody listens there. `blocked`: no host has the address. `unsupported`: a program cannot be let in. */
  kind: AttemptRecord['kind']
  at: Date
  from: { host: string; pid: number; program: string }
  protocol?: 'tcp' | 'udp'
  /** Where it should have gone; missing when it was a program that was refused. */
  to?: Destination
  /** The program that was refused. */
  file?: string
  errno: string
  reason?: string
}

/** Reads records, in the order in which things happened. */
export function readAttempts(records: readonly AttemptRecord[]): FailedAttempt[] {
  return [...records].sort((left, right) => left.sequence - right.sequence).map(readAttempt)
}

function readAttempt(record: AttemptRecord): FailedAttempt {
  const to = parseDestination(record.destination)
  return {
    kind: record.kind,
    at: new Date(record.timeMs),
    from: { host: record.host, pid: record.pid, program: record.program },
    ...(record.protocol && { protocol: record.protocol }),
    ...(record.kind === 'unsupported' ? { file: record.destination } : to && { to }),
    errno: record.errno,
    ...(record.reason && { reason: record.reason }),
  }
}

/** Reads `10.0.0.1:80` and `[fd00::1]:80`. */
function parseDestination(text: string): Destination | undefined {
  const [, v6, v4, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text) ?? []
  const address = v6 ?? v4
  return address === undefined ? undefined : { address, port: Number(port) }
}
