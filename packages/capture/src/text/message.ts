import type { Direction } from '../types.js'

/** When something was said: the place of its chunk among those of the flow, and the clock. */
export interface Moment {
  order: number
  timeNs: bigint
}

/** A part of a message. */
export type Block =
  /** Header lines, separated by line feeds. */
  | { kind: 'head'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'bytes'; bytes: Buffer }
  /** What a person is told of the message, as `(empty datagram)`; it was not sent. */
  | { kind: 'note'; text: string }

/** What one side said before the other one answered; in a known protocol, one request or one answer. */
export interface Message {
  direction: Direction
  first: Moment
  last: Moment
  blocks: Block[]
  /** The message in a few words, on one line. */
  summary: string
  /** A datagram that nobody listened for. */
  isRefused?: boolean
}

/** A flow in the words of its protocol. */
export interface Conversation {
  /** What is spoken on top of TCP or UDP; empty when it is not known. */
  language: 'http' | 'redis' | 'tls' | 'dns' | ''
  messages: Message[]
}
