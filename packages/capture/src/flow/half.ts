import type { CloseEvent, Endpoint, ProcessInfo } from '../types.js'

export type Side = 'client' | 'server'

/** One socket of one process that is an end of the connection. Processes that fork share an end. */
export interface Member {
  process: ProcessInfo
  socket: bigint
  writes: number
  /** Its program became another one by exec, which is a member of its own. */
  isReplaced?: boolean
  close?: CloseEvent
}

/** What is known of one end. */
export interface Half {
  endpoint: Endpoint
  members: Member[]
  /** When it ended its own direction by shutdown. */
  shutdownNs?: bigint
  /** When it read the peer's end, or the peer's reset. */
  peerEndNs?: bigint
  peerResetNs?: bigint
}

export function isClosed(half: Half | undefined): boolean {
  return half !== undefined && half.members.every(({ close, isReplaced }) => close !== undefined || isReplaced)
}
