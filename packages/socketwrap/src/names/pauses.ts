/** Waits that end with a network. Who waits then is never answered, and keeps no process alive. */
export class Pauses {
  readonly #timers = new Set<NodeJS.Timeout>()

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer)
        resolve()
      }, ms)
      this.#timers.add(timer)
    })
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}
