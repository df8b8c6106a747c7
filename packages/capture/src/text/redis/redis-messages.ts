import type { Direction } from '../../types.js'
import type { ByteStream, Streams } from '../byte-stream.js'
import type { Conversation, Message } from '../message.js'
import { orderByTime } from '../order-by-time.js'
import { mergeTurns, plainMessage } from '../turns.js'
import { commandWords, formatCommand, formatValue } from './format-value.js'
import { readValues, type PlacedValue } from './resp-value.js'

/** After these, what the server says is no longer one answer to each command. */
const unpaired = /^(?:[ps]?(?:un)?subscribe|monitor|client reply|p?sync|replconf)\b/i

/**
 * Reads a connection as redis. Each command stands before its own answer, also when the client did not wait for it,
 * so that the text does not depend on who was faster.
 */
export function redisConversation({ chunks, sent, received, left }: Streams): Conversation | undefined {
  if (!/^\*\d/.test(sent.bytes.toString('latin1', 0, 2))) return undefined
  const commands = readValues(sent.bytes)
  const all = readValues(received.bytes)
  if (!commands || !all || !commands.values.every(({ value }) => commandWords(value))) return undefined
  const replies = left.sent > 0 ? firstOf(all, commands.values.length) : all
  const asked = commands.values.map((command) => redisMessage('sent', command, sent))
  const answered = replies.values.map((reply) => redisMessage('received', reply, received))
  const messages = areInPairs(commands.values, replies.values) ? inPairs(asked, answered) : orderByTime(asked, answered)
  const rest = mergeTurns(chunks, { sent: commands.end, received: replies.end })
  return { language: 'redis', messages: [...messages, ...rest.map((turn) => plainMessage(turn, 'mixed'))] }
}

/** Answers to commands that were not looked at say nothing. */
function firstOf({ values }: { values: PlacedValue[] }, count: number): { values: PlacedValue[]; end: number } {
  const first = values.slice(0, count)
  return { values: first, end: first.at(-1)?.end ?? 0 }
}

function redisMessage(direction: Direction, { value, begin, end }: PlacedValue, stream: ByteStream): Message {
  const text = (direction === 'sent' ? formatCommand(value) : undefined) ?? formatValue(value).join('\n')
  const summary = text.replaceAll(/\n */g, ' ')
  return { direction, ...stream.span(begin, end), blocks: [{ kind: 'text', text }], summary }
}

function areInPairs(commands: readonly PlacedValue[], replies: readonly PlacedValue[]): boolean {
  return (
    replies.length <= commands.length &&
    replies.every(({ value }) => value.kind !== '>') &&
    commands.every(({ value }) => !unpaired.test(commandWords(value)?.slice(0, 2).join(' ') ?? ''))
  )
}

function inPairs(asked: readonly Message[], answered: readonly Message[]): Message[] {
  return asked.flatMap((command, index) => {
    const answer = answered[index]
    return answer ? [command, isAboutCommands(command) ? withoutList(answer) : answer] : [command]
  })
}

/** `redis-cli` asks for all commands, which each server lists in an order of its own. */
function isAboutCommands({ summary }: Message): boolean {
  return /^command(?: docs)?$/i.test(summary)
}

function withoutList(answer: Message): Message {
  const text = "(the server's commands)"
  return { ...answer, blocks: [{ kind: 'note', text }], summary: text }
}
