import type { NameAnswer } from '@socketwrap/native'
import type { NameServer } from './table/compile-table.js'

/** Who knows the names of a network: the same native code that answers programs. */
export interface NameSource {
  /** @param family 0: both */
  lookup(name: string, family: 0 | 4 | 6): NameAnswer
  /** The name of an address, undefined when it has none. */
  reverse(address: string): string | undefined
  /** Asks as if there were no network. */
  lookUpOutside(name: string, family: 0 | 4 | 6): Promise<string[]>
  /** A name that was looked up outside of the network gave an address. */
  remember(name: string, address: string): void
  /** Someone wants a name that nobody has. */
  noteUnknown(name: string): void
  /** The server that the test has made the network's own. */
  nameServer(): NameServer | undefined
}
