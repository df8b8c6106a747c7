import type { Direction } from '../../types.js'
import type { ByteStream, Streams } from '../byte-stream.js'
import { describeLength } from '../describe.js'
import type { Block, Conversation, Message } from '../message.js'
import { mergeTurns, plainBlock, plainMessage } from '../turns.js'
import { webSocketMessages } from '../websocket/websocket-messages.js'
import { decodeContent } from './decode-content.js'
import { headerValue, type HttpMessage } from './http-message.js'
import { isInterim, readHttp, statusOf, type HttpExchanges } from './read-http.js'

/**
 * Reads a connection as HTTP/1. Each request stands before its own answer, also when the client did not wait for it,
 * so that the text does not depend on who was faster. What follows an upgrade is shown by turns.
 */
export function httpConversation(streams: Streams): Conversation | undefined {
  const { sent, received } = streams
  const exchanges = readHttp(sent.bytes, received.bytes)
  if (!exchanges) return undefined
  const messages = inOrder(exchanges).map(({ direction, message }) =>
    httpMessage(direction, message, direction === 'sent' ? sent : received, streams.left[direction] > 0),
  )
  return { language: 'http', messages: [...messages, ...messagesAfter(exchanges, streams)] }
}

function messagesAfter({ responses, sentEnd, receivedEnd }: HttpExchanges, streams: Streams): Message[] {
  const from = { sent: sentEnd, received: receivedEnd }
  const upgrade = headerValue(responses.at(-1)?.headerLines ?? [], 'upgrade')
  const frames = upgrade?.toLowerCase() === 'websocket' ? webSocketMessages(streams, from) : undefined
  return frames ?? mergeTurns(streams.chunks, from).map((turn) => plainMessage(turn, 'mixed'))
}

function* pairs({ requests, responses }: HttpExchanges): Generator<[HttpMessage | undefined, HttpMessage[]]> {
  const left = [...responses]
  for (let index = 0; index < requests.length || left.length > 0; index++) {
    const final = left.findIndex((response) => !isInterim(statusOf(response)))
    yield [requests[index], left.splice(0, final < 0 ? left.length : final + 1)]
  }
}

function inOrder(exchanges: HttpExchanges): { direction: Direction; message: HttpMessage }[] {
  return [...pairs(exchanges)].flatMap(([request, responses]) => [
    ...(request ? [{ direction: 'sent' as const, message: request }] : []),
    ...responses.map((message) => ({ direction: 'received' as const, message })),
  ])
}

function httpMessage(direction: Direction, message: HttpMessage, stream: ByteStream, isCut: boolean): Message {
  return {
    direction,
    ...stream.span(message.begin, message.end),
    blocks: blocksOf(message, isCut),
    summary: summarise(message),
  }
}

function blocksOf(message: HttpMessage, isCut: boolean): Block[] {
  const { startLine, headerLines, trailerLines, body, isComplete } = message
  const blocks: Block[] = [{ kind: 'head', text: [startLine, ...headerLines].join('\n') }]
  if (body.length > 0 || !isComplete) blocks.push({ kind: 'note', text: '' })
  const { coding, bytes } = decodeContent(body, headerValue(headerLines, 'content-encoding'))
  if (coding) blocks.push({ kind: 'note', text: `(decoded from ${coding})` })
  if (bytes.length > 0) blocks.push(plainBlock(bytes))
  if (!isComplete)
    blocks.push({ kind: 'note', text: isCut ? '(the rest is not looked at)' : '(the rest did not come)' })
  if (trailerLines.length > 0) blocks.push({ kind: 'note', text: '' }, { kind: 'head', text: trailerLines.join('\n') })
  return blocks
}

function summarise({ startLine, body }: HttpMessage): string {
  const words = startLine.replace(/ HTTP\/1\.[01]$/, '').replace(/^HTTP\/1\.[01] /, '')
  return body.length > 0 ? `${words} (${describeLength(body.length)})` : words
}
