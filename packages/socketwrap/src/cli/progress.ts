const patienceMs = 1000
const stepMs = 100

/** A terminal, or what stands for one. */
interface Terminal {
  isTTY?: boolean
  write(text: string): unknown
}

/** Says on a terminal how far some work is, on one line that goes away; nothing when it takes less than a second. */
export class Progress {
  #nextMs: number
  #isShown = false

  constructor(
    private readonly title: string,
    private readonly terminal: Terminal = process.stderr,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.#nextMs = nowMs() + patienceMs
  }

  /** So much is done, of so much as is known now. */
  readonly show = (done: number, total: number): void => {
    if (!this.terminal.isTTY || this.nowMs() < this.#nextMs) return
    this.#nextMs = this.nowMs() + stepMs
    this.#isShown = true
    const percent = total > 0 ? Math.min(100, Math.floor((100 * done) / total)) : 100
    this.terminal.write(`\r\x1b[Ksocketwrap: ${this.title}, ${percent} %`)
  }

  end(): void {
    if (this.#isShown) this.terminal.write('\r\x1b[K')
    this.#isShown = false
  }
}

/** Shows how far the work is while it goes on. */
export async function withProgress<T>(title: string, work: (show: Progress['show']) => Promise<T>): Promise<T> {
  const progress = new Progress(title)
  try {
    return await work(progress.show)
  } finally {
    progress.end()
  }
}
