import type { Chunk, Flow, FlowSide } from '../../types.js'
import { readConversation } from '../conversation.js'
import { programName } from '../flow-title.js'
import { nameEndpoint, type KnownHost } from '../known-hosts.js'

/** One end of an exchange, as its column is called. */
export interface Party {
  key: string
  name: string
  program: string
  /** Where it listens; missing for a client, and where nobody listens. */
  port?: number
}

/** One arrow of the picture. */
export interface Exchange {
  timeNs: bigint
  from: Party
  to: Party
  label: string
  kind: 'said' | 'end' | 'reset' | 'refused' | 'blocked' | 'unanswered'
}

const longestRead = 1024 * 1024
const longestLabel = 200

/** One column stands for all that is on no host. */
const elsewhere: Party = { key: '', name: 'elsewhere', program: '' }

export interface ExchangeOptions {
  /** The network's hosts, to tell an address of a host's own from one that the test plays. */
  hosts?: readonly KnownHost[]
  /** Which ends of connections are shown; `telling`: not those after an answer. Default: all. */
  ends?: 'all' | 'telling'
}

/** What was said, in the order of time. */
export function listExchanges(flows: readonly Flow[], { hosts, ends = 'all' }: ExchangeOptions): Exchange[] {
  const exchanges = flows.flatMap((flow) => exchangesOf(flow, ends, hosts))
  return exchanges.sort((left, right) => (left.timeNs < right.timeNs ? -1 : left.timeNs > right.timeNs ? 1 : 0))
}

function exchangesOf(flow: Flow, ends: 'all' | 'telling', hosts?: readonly KnownHost[]): Exchange[] {
  const { client, server } = partiesOf(flow, hosts)
  const transport = flow.protocol === 'tcp' ? '' : `${flow.protocol} `
  if (flow.outcome === 'blocked' && flow.chunks.length === 0) {
    const label = `blocked ${transport}${addressOf(flow.server)}`
    return [{ timeNs: flow.beginNs, from: client, to: server, label, kind: 'blocked' }]
  }
  if ((flow.outcome === 'refused' || flow.outcome === 'unanswered') && flow.chunks.length === 0) {
    const label = `${flow.outcome} ${transport}:${flow.server.port}`
    const { port: _, ...silent } = server
    return [{ timeNs: flow.beginNs, from: client, to: silent, label, kind: flow.outcome }]
  }
  const ended = endsOf(flow, client, server)
  return [...said(flow, client, server), ...(ends === 'all' ? ended : ended.filter((end) => !isAnswered(end, flow)))]
}

function said(flow: Flow, client: Party, server: Party): Exchange[] {
  const part = lastPart(flow)
  // How much there was of what the part begins with is not looked at.
  const cut = part === flow ? '' : '… '
  return readConversation(part).messages.map(({ direction, first, summary, isRefused }, index) => ({
    timeNs: first.timeNs,
    ...(direction === 'sent' ? { from: client, to: server } : { from: server, to: client }),
    label: `${index === 0 ? cut : ''}${isRefused ? 'refused ' : ''}${summary.slice(0, longestLabel)}`,
    kind: isRefused ? 'refused' : 'said',
  }))
}

/** Of a long flow the last chunks: an unfinished picture of it, made at once. */
function lastPart(flow: Flow): Flow {
  if (flow.sentBytes + flow.receivedBytes <= longestRead) return flow
  let begin = flow.chunks.length - 1
  for (let left = longestRead; begin > 0; begin--) {
    left -= (flow.chunks[begin - 1] as Chunk).length
    if (left < 0) break
  }
  return { ...flow, chunks: flow.chunks.slice(Math.max(0, begin)) }
}

/** An end that only answers the other side's end, with nothing said in between, is left out. */
function endsOf({ endings, chunks }: Flow, client: Party, server: Party): Exchange[] {
  const lastSaidNs = chunks.at(-1)?.timeNs ?? 0n
  const [first] = endings
  return endings
    .filter((ending) => ending === first || ending.kind === 'reset' || (first && lastSaidNs > first.timeNs))
    .map(({ timeNs, side, kind }) => ({
      timeNs,
      ...(side === 'client' ? { from: client, to: server } : { from: server, to: client }),
      label: kind === 'reset' ? 'reset' : 'end',
      kind: kind === 'reset' ? 'reset' : 'end',
    }))
}

/** An ordinary end, which nobody had to wait for. */
function isAnswered({ kind, timeNs }: Exchange, { chunks }: Flow): boolean {
  return kind === 'end' && chunks.findLast((chunk) => chunk.timeNs <= timeNs)?.direction === 'received'
}

/** A host that talks to itself gets one column as a client, and one for each port that it serves. */
function partiesOf(flow: Flow, hosts?: readonly KnownHost[]): { client: Party; server: Party } {
  const client = partyOf(flow.client, hosts)
  if (flow.server.host === '' && flow.outcome === 'blocked') return { client, server: elsewhere }
  const server = { ...partyOf(flow.server, hosts), port: flow.server.port }
  return { client, server: server.key === client.key ? { ...server, key: `${server.key}:${server.port}` } : server }
}

function partyOf(side: FlowSide, hosts?: readonly KnownHost[]): Party {
  const name = nameEndpoint(side, hosts)
  return { key: name, name, program: programName(side.process?.program ?? '') }
}

function addressOf({ address, port }: FlowSide): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}
