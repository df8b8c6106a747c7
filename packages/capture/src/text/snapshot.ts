import type { Flow } from '../types.js'
import { readConversation } from './conversation.js'
import { describeFlow } from './flow-title.js'
import { hideAddresses, isEphemeral, nameEndpoint, type KnownHost } from './known-hosts.js'
import type { Block, Message } from './message.js'
import { makeRedact, type RedactRule } from './redact.js'
import { shortenBytes, shortenText } from './shorten.js'

export interface SnapshotOptions {
  /** What differs from run to run; applied in order, after the defaults. */
  redact?: readonly RedactRule[]
  /** Dates, cookies and tokens in well-known headers of HTTP are taken out. Default: true. */
  redactHeaders?: boolean
  /** The network's hosts, to tell an address of a host's own from one that the test plays. */
  hosts?: readonly KnownHost[]
  /** Longer texts and bodies are cut after so many bytes and shown with length and hash. Default: 2048. */
  maxBytes?: number
}

/**
 * Writes traffic as text to be compared and reviewed. It is the same for the same conversations: times, process ids,
 * ports given by chance, the sizes of writes, and the order of flows do not show.
 */
export function formatSnapshot(flows: readonly Flow[], options: SnapshotOptions = {}): string {
  const hide = hideAddresses(flows, options.hosts)
  const entries = flows.map((flow) => {
    const { title, body } = formatFlow(flow, options, hide)
    return { sortKey: sortKey(flow, title, body, options), title, body }
  })
  entries.sort((left, right) => compare(left.sortKey, right.sortKey))
  return countSame(entries).join('\n\n') || '(no traffic)'
}

function formatFlow(flow: Flow, options: SnapshotOptions, hide: (text: string, flow: Flow) => string) {
  const conversation = readConversation(flow)
  const redact = makeRedact(options.redact ?? [], options.redactHeaders ?? true, {
    client: flow.client.host,
    server: flow.server.host,
  })
  const maxBytes = options.maxBytes ?? 2048
  const formatBlock = (block: Block, { direction }: Message) =>
    block.kind === 'bytes'
      ? shortenBytes(block.bytes, maxBytes)
      : shortenText(redact({ ...block, text: hide(block.text, flow) }, direction), maxBytes)
  const messages = conversation.messages.flatMap((message) =>
    indent(
      message.direction === 'sent' ? '>' : '<',
      message.blocks.flatMap((block) => formatBlock(block, message)),
    ),
  )
  return { title: describeFlow(flow, conversation, options.hosts), body: [...messages, ...endingOf(flow)] }
}

function indent(mark: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${index === 0 ? mark : ' '} ${line}`.trimEnd())
}

function endingOf({ outcome, endings, errno }: Flow): string[] {
  if (outcome === 'refused' || outcome === 'blocked' || outcome === 'unanswered')
    return [`  ! ${outcome}${errno ? ` (${errno})` : ''}`]
  const reset = endings.find(({ kind }) => kind === 'reset')
  if (outcome === 'reset') return [`  ! reset${reset ? ` by the ${reset.side}` : ''}`]
  return []
}

/** By server, then by client, then by what was said. */
function sortKey(flow: Flow, title: string, body: readonly string[], { hosts }: SnapshotOptions): string[] {
  const port = isEphemeral(flow.server.port) ? '99999' : String(flow.server.port).padStart(5, '0')
  return [nameEndpoint(flow.server, hosts), port, nameEndpoint(flow.client, hosts), title, body.join('\n')]
}

function compare(left: readonly string[], right: readonly string[]): number {
  for (const [index, part] of left.entries()) {
    const other = right[index] ?? ''
    if (part !== other) return part < other ? -1 : 1
  }
  return 0
}

function countSame(sorted: readonly { title: string; body: readonly string[] }[]): string[] {
  const counts = new Map<string, { title: string; body: readonly string[]; count: number }>()
  for (const entry of sorted) {
    const key = [entry.title, ...entry.body].join('\n')
    const same = counts.get(key)
    if (same) same.count++
    else counts.set(key, { ...entry, count: 1 })
  }
  return [...counts.values()].map(({ title, body, count }) =>
    [count > 1 ? `${title}, ${count} times` : title, ...body].join('\n'),
  )
}
