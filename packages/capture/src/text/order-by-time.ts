import type { Message } from './message.js'

/** What was sent counts from its last byte, as it is read then; what came back from its first. */
export function orderByTime(sent: readonly Message[], received: readonly Message[]): Message[] {
  return [...sent, ...received].sort((left, right) => orderOf(left) - orderOf(right))
}

function orderOf({ direction, first, last }: Message): number {
  return direction === 'sent' ? last.order : first.order
}
