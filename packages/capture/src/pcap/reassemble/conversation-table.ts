import type { Conversation } from './conversation.js'

/** A conversation in the table; the ones before and behind it had their latest packet earlier and later. */
export interface Entry {
  readonly conversation: Conversation
  readonly keys: readonly [string, string]
  latestNs: bigint
  earlier: Entry | undefined
  later: Entry | undefined
}

/** Which conversation a packet belongs to, and the way it goes. */
export interface Place {
  readonly entry: Entry
  readonly isFromClient: boolean
}

/** The conversations that are going on, by the keys of their packets and in the order of the latest packet. */
export class ConversationTable {
  readonly #places = new Map<string, Place>()
  #oldest: Entry | undefined
  #newest: Entry | undefined

  get oldest(): Entry | undefined {
    return this.#oldest
  }

  find(key: string): Place | undefined {
    return this.#places.get(key)
  }

  /** @returns the place of packets with the first key */
  insert(conversation: Conversation, key: string, reverse: string, isFromClient: boolean, latestNs: bigint): Place {
    const entry: Entry = { conversation, keys: [key, reverse], latestNs, earlier: undefined, later: undefined }
    const place = { entry, isFromClient }
    this.#places.set(reverse, { entry, isFromClient: !isFromClient })
    // Last, because an endpoint that talks to itself has only one key.
    this.#places.set(key, place)
    this.#append(entry)
    return place
  }

  /** It has the latest packet now. */
  touch(entry: Entry, latestNs: bigint): void {
    entry.latestNs = latestNs
    if (entry === this.#newest) return
    this.#unlink(entry)
    this.#append(entry)
  }

  remove(entry: Entry): void {
    for (const key of entry.keys) this.#places.delete(key)
    this.#unlink(entry)
  }

  #append(entry: Entry): void {
    entry.earlier = this.#newest
    entry.later = undefined
    if (this.#newest) this.#newest.later = entry
    else this.#oldest = entry
    this.#newest = entry
  }

  #unlink({ earlier, later }: Entry): void {
    if (earlier) earlier.later = later
    else this.#oldest = later
    if (later) later.earlier = earlier
    else this.#newest = earlier
  }
}
