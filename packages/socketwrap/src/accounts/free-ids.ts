const firstId = 1000

/** Gives away the numbers of users, or of groups, that nobody has: the next one from 1000 on. */
export class FreeIds {
  readonly #taken: Set<number>
  #next = firstId

  /** @param taken also those that come later in the options: a number that is given by hand is not given away before */
  constructor(taken: Iterable<number | undefined>) {
    this.#taken = new Set([...taken].filter((id) => id !== undefined))
  }

  take(id: number): number {
    this.#taken.add(id)
    return id
  }

  takeNext(): number {
    while (this.#taken.has(this.#next)) this.#next++
    return this.take(this.#next)
  }
}
