import type { Chunk, Flow, FlowEnding, FlowSide } from '../../packages/capture/src/types.js'

interface FlowParts extends Partial<Pick<Flow, 'protocol' | 'outcome' | 'errno'>> {
  client?: Partial<FlowSide> | string
  server?: Partial<FlowSide> | string
  /** `> ` what the client says, `< ` what the server says; or bytes with a direction. */
  said?: readonly Said[]
  endings?: readonly Pick<FlowEnding, 'side' | 'kind'>[]
  /** When it begins, in milliseconds. */
  beginMs?: number
}

export type Said = `${'>' | '<'} ${string}` | { by: 'client' | 'server'; bytes: Buffer | null; length?: number }

/** Each call uses other ports and pids, and later times, as a next run does. */
let calls = 0

/** Makes a flow; one millisecond passes from each thing said to the next. */
export function flow({ said = [], endings = [], beginMs, ...parts }: FlowParts): Flow {
  calls++
  const beginNs = BigInt(Math.round((beginMs ?? calls * 1000) * 1e6))
  const chunks = said.map((what, index) => toChunk(what, beginNs + BigInt(index) * 1_000_000n))
  const endNs = beginNs + BigInt(chunks.length) * 1_000_000n
  const bytesOf = (direction: string) =>
    Buffer.concat(chunks.flatMap((chunk) => (chunk.direction === direction && chunk.bytes) || []))
  const [sent, received] = [bytesOf('sent'), bytesOf('received')]
  return {
    protocol: 'tcp',
    client: side('test', '10.0.0.1', 41000 + calls, 'node', parts.client),
    server: side('db', '10.0.0.2', 7000, 'server', parts.server),
    beginNs,
    endNs,
    chunks,
    sent,
    received,
    sentBytes: sent.length,
    receivedBytes: received.length,
    lostBytes: 0,
    outcome: parts.outcome ?? 'closed',
    endings: endings.map((ending) => ({ ...ending, timeNs: endNs })),
    ...(parts.protocol && { protocol: parts.protocol }),
    ...(parts.errno && { errno: parts.errno }),
  }
}

/** The same flow, cut into chunks of so many bytes. */
export function rechunk(whole: Flow, sizeOfNext: () => number): Flow {
  const chunks = whole.chunks.flatMap((chunk): Chunk[] => {
    const parts: Chunk[] = []
    for (let offset = 0; chunk.bytes && offset < chunk.bytes.length;) {
      const bytes = chunk.bytes.subarray(offset, offset + sizeOfNext())
      parts.push({ ...chunk, bytes, length: bytes.length })
      offset += bytes.length
    }
    return parts.length > 0 ? parts : [chunk]
  })
  return { ...whole, chunks }
}

function toChunk(said: Said, timeNs: bigint): Chunk {
  if (typeof said !== 'string') {
    const { by, bytes, length = bytes?.length ?? 0 } = said
    return { timeNs, direction: by === 'client' ? 'sent' : 'received', bytes, length }
  }
  const bytes = Buffer.from(said.slice(2))
  return { timeNs, direction: said.startsWith('>') ? 'sent' : 'received', bytes, length: bytes.length }
}

function side(
  host: string,
  address: string,
  port: number,
  program: string,
  wanted: Partial<FlowSide> | string = {},
): FlowSide {
  const given = typeof wanted === 'string' ? readSide(wanted) : wanted
  const made = { address, port, host, ...given }
  return { process: { pid: 100 + calls, program, host: made.host }, ...made }
}

/** `web:curl`, `api:node:80`. */
function readSide(text: string): Partial<FlowSide> {
  const [host = '', program = '', port] = text.split(':')
  const process = { pid: 200 + calls, program, host }
  return { host, process, address: `10.0.0.${(host.codePointAt(0) ?? 0) % 200}`, ...(port && { port: Number(port) }) }
}
