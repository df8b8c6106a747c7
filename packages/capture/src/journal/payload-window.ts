/** So much is read at a time while payload is asked for in its order. */
const firstSize = 16 * 1024
export const largestWindow = 256 * 1024
/** What was tried and not sent stands between payloads: a gap of less than this is not another place. */
const largestGap = 4096

const nothing = Buffer.alloc(0)

/**
 * A stretch of one process's payload in memory. Payload is mostly asked for in the order in which it was written, and a
 * system call for each piece would cost more than making packets of it.
 */
export class PayloadWindow {
  memory: Buffer = nothing
  private begin = 0
  private end = 0
  private size = 0
  private expected = -1

  /** Where payload begins in `memory`; -1 when it is not all there. */
  find(offset: number, length: number): number {
    if (offset < this.begin || offset + length > this.end) return -1
    this.expected = offset + length
    return offset - this.begin
  }

  /**
   * Room to read into from this offset on: for what is asked for, or for more when that is next in the order.
   *
   * @param most there are no more bytes than this
   */
  makeRoom(offset: number, length: number, most: number): Buffer {
    const isNext = offset >= this.expected && offset - this.expected < largestGap
    this.size = isNext ? Math.min(Math.max(firstSize, 4 * this.size), largestWindow) : 0
    this.expected = offset + length
    this.begin = this.end = offset
    const size = Math.max(Math.min(this.size, most), length)
    if (this.memory.length < size) this.memory = Buffer.allocUnsafeSlow(size)
    return this.memory.subarray(0, size)
  }

  /** So many bytes were read into the room. */
  hold(count: number): void {
    this.end = this.begin + count
  }

  /** What was read may have been written later. */
  forget(): void {
    this.end = this.begin
  }
  /** The same, and the memory may go. */
  release(): void {
    this.forget()
    this.memory = nothing
  }
}
