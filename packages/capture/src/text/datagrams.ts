import type { Chunk, Flow } from '../types.js'
import { longestRead } from './byte-stream.js'
import { describeBytes, describeText } from './describe.js'
import { isDnsPort } from './dns/dns-ports.js'
import { dnsSummary } from './dns/dns-summary.js'
import type { Block, Conversation, Message, Moment } from './message.js'
import { isText } from './plain-text.js'
import { messagesOfRest } from './rest-messages.js'
import { plainBlock } from './turns.js'

/** What a datagram takes beside its bytes, in the same measure. */
const costOfDatagram = 200

/** Each datagram of a conversation of UDP or UDP-Lite by itself: unlike those of a stream, its bounds were meant. */
export function datagramConversation(flow: Flow): Conversation {
  const isDns = isDnsPort(flow.server.port)
  const room = { sent: longestRead, received: longestRead }
  const left = { sent: 0, received: 0 }
  const messages: Message[] = []
  for (const [order, chunk] of flow.chunks.entries()) {
    room[chunk.direction] -= chunk.length + costOfDatagram
    if (room[chunk.direction] < 0) left[chunk.direction] += 1
    else messages.push(datagramMessage(chunk, order, isDns))
  }
  return {
    language: isDns ? 'dns' : '',
    messages: [...messages, ...messagesOfRest(left, 'datagrams', flow.endNs)],
  }
}

function datagramMessage(chunk: Chunk, order: number, isDns: boolean): Message {
  const { bytes, direction, timeNs, length, isRefused } = chunk
  const moment: Moment = { order, timeNs }
  const { blocks, summary } = contentOf(bytes, length, isDns)
  if (isRefused) blocks.push({ kind: 'note', text: '(nobody listened)' })
  return { direction, first: moment, last: moment, blocks, summary, ...(isRefused && { isRefused }) }
}

function contentOf(bytes: Buffer | null, length: number, isDns: boolean): { blocks: Block[]; summary: string } {
  if (bytes === null) return note(`(${length} bytes were not kept)`)
  if (bytes.length === 0) return note('(empty datagram)')
  const dns = isDns ? dnsSummary(bytes) : undefined
  if (dns) return { blocks: [{ kind: 'text', text: dns }], summary: dns.replaceAll('\n', ', ') }
  return { blocks: [plainBlock(bytes)], summary: isText(bytes) ? describeText(bytes) : describeBytes(bytes) }
}

function note(text: string): { blocks: Block[]; summary: string } {
  return { blocks: [{ kind: 'note', text }], summary: text.replaceAll(/[()]/g, '') }
}
