import type { NativeNetwork, Notice } from '@socketwrap/native'
import type { CallerLog } from '../../callers/caller-log.js'
import type { NetworkPolicy } from '../network-policy.js'
import { type BlockedAttempt, isAttempt, toBlockedAttempts } from './blocked-attempt.js'

/** The blocked attempts of a network that nobody has taken note of yet. */
export class BlockedLog {
  #open: Notice[] = []
  #last = 0

  constructor(
    private readonly native: () => NativeNetwork,
    private readonly policy: NetworkPolicy,
    private readonly callers: CallerLog,
  ) {}

  /** The sequence of the last notice of the network, whatever its kind. */
  mark(): number {
    this.#read()
    return this.#last
  }

  /** @param after the sequence of a notice; earlier ones are left */
  list(after = 0): BlockedAttempt[] {
    this.#read()
    return this.describe(this.#open.filter(({ sequence }) => sequence > after))
  }

  /** The same; those up to `last` are not open any more. */
  take(after = 0, last = Infinity): BlockedAttempt[] {
    const listed = this.list(after)
    this.#open = this.#open.filter(({ sequence }) => sequence <= after || sequence > last)
    return listed
  }

  describe(notices: readonly Notice[]): BlockedAttempt[] {
    return toBlockedAttempts(notices, this.policy, this.callers)
  }

  #read(): void {
    const fresh = this.native().notices(this.#last)
    this.#last = fresh.at(-1)?.sequence ?? this.#last
    this.#open.push(...fresh.filter(isAttempt))
  }
}
