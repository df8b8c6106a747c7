import type { Flow } from '../types.js'
import { readStreams, type Streams } from './byte-stream.js'
import { datagramConversation } from './datagrams.js'
import { dnsConversation } from './dns/dns-messages.js'
import { isDnsPort } from './dns/dns-ports.js'
import { httpConversation } from './http/http-messages.js'
import type { Conversation } from './message.js'
import { lineEndsOf, type LineEnds } from './plain-text.js'
import { messagesOfRest } from './rest-messages.js'
import { redisConversation } from './redis/redis-messages.js'
import { tlsConversation } from './tls/tls-messages.js'
import { keptBytes, mergeTurns, plainMessage } from './turns.js'

export interface FlowText extends Conversation {
  lineEnds: LineEnds
}

/** Reads what a flow says: in its protocol when that is known and nothing is lost, else by turns. */
export function readConversation(flow: Flow): FlowText {
  if (flow.protocol !== 'tcp') return { ...datagramConversation(flow), lineEnds: 'mixed' }
  const streams = readStreams(flow.chunks)
  const known = streams.isComplete ? knownConversation(streams, flow.server.port) : undefined
  const text: FlowText = known ? { ...known, lineEnds: 'mixed' } : plainConversation(streams)
  // How much is encrypted differs each time.
  if (text.language === 'tls') return text
  return { ...text, messages: [...text.messages, ...messagesOfRest(streams.left, 'bytes', flow.endNs)] }
}

function knownConversation(streams: Streams, port: number): Conversation | undefined {
  const dns = isDnsPort(port) ? dnsConversation(streams) : undefined
  return dns ?? httpConversation(streams) ?? redisConversation(streams) ?? tlsConversation(streams)
}

function plainConversation({ chunks }: Streams): FlowText {
  const turns = mergeTurns(chunks, { sent: 0, received: 0 })
  const lineEnds = lineEndsOf(turns.map((turn) => keptBytes(turn.chunks)))
  return { language: '', lineEnds, messages: turns.map((turn) => plainMessage(turn, lineEnds)) }
}
