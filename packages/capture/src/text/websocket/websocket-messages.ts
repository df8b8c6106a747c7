import type { Direction } from '../../types.js'
import type { ByteStream, Streams } from '../byte-stream.js'
import { describeBytes, describeText } from '../describe.js'
import type { Block, Message } from '../message.js'
import { orderByTime } from '../order-by-time.js'
import { isText, showOnOneLine } from '../plain-text.js'
import { mergeTurns, plainBlock, plainMessage } from '../turns.js'
import { inflateFrames } from './inflate-frames.js'
import { readFrames, type WebSocketFrame } from './read-frames.js'

/** The messages of a WebSocket without their masks, which are random. Undefined when something else is spoken. */
export function webSocketMessages(streams: Streams, from: Record<Direction, number>): Message[] | undefined {
  const sent = readFrames(streams.sent.bytes, from.sent)
  const received = readFrames(streams.received.bytes, from.received)
  if (!sent || !received) return undefined
  const rest = mergeTurns(streams.chunks, { sent: sent.end, received: received.end })
  return [
    ...orderByTime(
      inflateFrames(sent.frames).map((frame) => toMessage('sent', frame, streams.sent)),
      inflateFrames(received.frames).map((frame) => toMessage('received', frame, streams.received)),
    ),
    ...rest.map((turn) => plainMessage(turn, 'mixed')),
  ]
}

function toMessage(direction: Direction, frame: WebSocketFrame, stream: ByteStream): Message {
  const { blocks, summary } = contentOf(frame)
  return { direction, ...stream.span(frame.begin, frame.end), blocks, summary }
}

function contentOf({ kind, payload }: WebSocketFrame): { blocks: Block[]; summary: string } {
  switch (kind) {
    case 'text':
      return payload.length === 0
        ? note('(empty text)')
        : { blocks: [plainBlock(payload)], summary: isText(payload) ? describeText(payload) : describeBytes(payload) }
    case 'binary':
      return { blocks: [{ kind: 'bytes', bytes: payload }], summary: describeBytes(payload) }
    case 'close':
      return note(`(${['close', ...closeReason(payload)].join(' ')})`)
    default:
      return note(`(${[kind, ...(payload.length > 0 ? [show(payload)] : [])].join(' ')})`)
  }
}

function closeReason(payload: Buffer): string[] {
  if (payload.length < 2) return []
  const code = String(payload.readUInt16BE(0))
  return payload.length === 2 ? [code] : [code, show(payload.subarray(2))]
}

function show(payload: Buffer): string {
  return isText(payload) ? `"${showOnOneLine(payload.toString())}"` : payload.toString('hex')
}

function note(text: string): { blocks: Block[]; summary: string } {
  return { blocks: [{ kind: 'note', text }], summary: text.slice(1, -1) }
}
