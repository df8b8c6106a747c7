import type { Direction } from '../../types.js'
import type { ByteStream, Streams } from '../byte-stream.js'
import { describeBytes } from '../describe.js'
import type { Conversation, Message } from '../message.js'
import { orderByTime } from '../order-by-time.js'
import { mergeTurns, plainBlock, plainMessage } from '../turns.js'
import { dnsSummary } from './dns-summary.js'

interface PlacedMessage {
  /** What pairs an answer with its query. */
  id: number
  message: Message
}

/**
 * A connection to a name server, where each message has its length ahead of it (RFC 1035, section 4.2.2). Each query
 * stands before its own answers: a server may answer them in any order (RFC 7766, section 6.2.1.1). Undefined when it
 * does not begin with a query.
 */
export function dnsConversation({ chunks, sent, received }: Streams): Conversation | undefined {
  const queries = readMessages('sent', sent)
  const answers = readMessages('received', received)
  if (!queries?.messages.length || !answers) return undefined
  const rest = mergeTurns(chunks, { sent: queries.end, received: answers.end })
  const messages = inPairs(queries.messages, answers.messages)
  return { language: 'dns', messages: [...messages, ...rest.map((turn) => plainMessage(turn, 'mixed'))] }
}

/** The messages up to the first that has not all come. */
function readMessages(
  direction: Direction,
  stream: ByteStream,
): { messages: PlacedMessage[]; end: number } | undefined {
  const { bytes } = stream
  const messages: PlacedMessage[] = []
  for (let begin = 0; ;) {
    if (begin + 2 > bytes.length) return { messages, end: begin }
    const end = begin + 2 + bytes.readUInt16BE(begin)
    if (end > bytes.length) return { messages, end: begin }
    const content = bytes.subarray(begin + 2, end)
    const text = dnsSummary(content)
    if (text === undefined && messages.length === 0) return undefined
    const blocks = text === undefined ? [plainBlock(content)] : [{ kind: 'text' as const, text }]
    const summary = text?.replaceAll('\n', ', ') ?? describeBytes(content)
    const id = content.length < 2 ? -1 : content.readUInt16BE(0)
    messages.push({ id, message: { direction, ...stream.span(begin, end), blocks, summary } })
    begin = end
  }
}

function inPairs(queries: readonly PlacedMessage[], answers: readonly PlacedMessage[]): Message[] {
  const ids = new Set(queries.map(({ id }) => id))
  const isPaired = ids.size === queries.length && answers.every(({ id }) => ids.has(id))
  if (!isPaired) return orderByTime(queries.map(messageOf), answers.map(messageOf))
  return queries.flatMap((query) => [query, ...answers.filter(({ id }) => id === query.id)].map(messageOf))
}

function messageOf({ message }: PlacedMessage): Message {
  return message
}
