/**
 * What a program printed, as much of it as is worth keeping: the beginning and the end, with a note of how much is
 * left out between them. A program that prints for ever costs no more than `limitBytes` of memory.
 */
export class BoundedOutput {
  #head: Buffer[] = []
  #headBytes = 0
  #tail: Buffer[] = []
  #tailBytes = 0
  #droppedBytes = 0
  readonly #headLimit: number
  readonly #tailLimit: number

  constructor(limitBytes: number) {
    this.#headLimit = Math.ceil(limitBytes / 2)
    this.#tailLimit = Math.max(1, limitBytes - this.#headLimit)
  }

  append(chunk: Buffer): void {
    const forHead = chunk.subarray(0, this.#headLimit - this.#headBytes)
    if (forHead.length > 0) {
      this.#head.push(forHead)
      this.#headBytes += forHead.length
    }
    const rest = chunk.subarray(forHead.length)
    if (rest.length === 0) return
    this.#tail.push(rest)
    this.#tailBytes += rest.length
    this.#trimTail()
  }

  #trimTail(): void {
    while (this.#tailBytes > this.#tailLimit) {
      const first = this.#tail.shift()
      if (!first) return
      const surplus = Math.min(first.length, this.#tailBytes - this.#tailLimit)
      if (surplus < first.length) this.#tail.unshift(first.subarray(surplus))
      this.#tailBytes -= surplus
      this.#droppedBytes += surplus
    }
  }

  /** How many bytes in the middle were not kept. */
  get droppedBytes(): number {
    return this.#droppedBytes
  }

  toString(): string {
    // Joined before they are decoded, because a character may lie across two chunks.
    if (this.#droppedBytes === 0) return Buffer.concat([...this.#head, ...this.#tail]).toString()
    const gap = `\n… ${this.#droppedBytes} bytes left out …\n`
    return Buffer.concat(this.#head).toString() + gap + Buffer.concat(this.#tail).toString()
  }
}

/** The last lines of a text, without the empty ones at its end. */
export function lastLines(text: string, count: number): string[] {
  const lines = text.trimEnd().split('\n')
  return lines.length === 1 && lines[0] === '' ? [] : lines.slice(-count)
}
