import type { Direction } from '../types.js'
import type { Message } from './message.js'

const directions = ['sent', 'received'] as const

/** What is said in place of what was not read, at the end of a conversation. */
export function messagesOfRest(
  left: Record<Direction, number>,
  what: 'bytes' | 'datagrams',
  timeNs: bigint,
): Message[] {
  return directions
    .filter((direction) => left[direction] > 0)
    .map((direction) => {
      const text = `(${left[direction]} more ${what} are not looked at)`
      const moment = { order: Infinity, timeNs }
      const blocks = [{ kind: 'note' as const, text }]
      return { direction, first: moment, last: moment, blocks, summary: text.slice(1, -1) }
    })
}
