import path from 'node:path'
import { fileURLToPath } from 'node:url'

type AnyFunction = (...args: never[]) => unknown

/** Of so many destinations it is kept who called. */
const mostDestinations = 64
const mostFrames = 30

/** Where the test's own code asked for connections, for those that are blocked. */
export class CallerLog {
  readonly #callers = new Map<string, { stack?: string }>()

  /**
   * Keeps the first caller for each destination: a stack takes some microseconds.
   *
   * @param called the function whose caller is kept; default: this one
   */
  note(destination: string, called: AnyFunction = this.note): void {
    if (this.#callers.has(destination)) return
    this.#callers.set(destination, captureCaller(called))
    const [oldest] = this.#callers.keys()
    if (this.#callers.size > mostDestinations && oldest !== undefined) this.#callers.delete(oldest)
  }

  /** The frames of the caller, without those of Node, of the runner and of socketwrap; undefined when nobody is known. */
  find(isWanted: (destination: string) => boolean): string | undefined {
    const callers = [...this.#callers].filter(([destination]) => isWanted(destination))
    return callers.map(([, { stack = '' }]) => ownFrames(stack)).find((frames) => frames !== '')
  }

  forget(): void {
    this.#callers.clear()
  }
}

/** Text is made of the frames only when someone asks. */
function captureCaller(called: AnyFunction): { stack?: string } {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = mostFrames
  const caller = {}
  Error.captureStackTrace(caller, called)
  Error.stackTraceLimit = limit
  return caller
}

const ourFolder = path.dirname(fileURLToPath(import.meta.url))
const ofNode = /node:|\(<anonymous>\)|at <anonymous>$/
const ofRunner = /\/node_modules\/(?:@?vitest|@?jest)\b/

function ownFrames(stack: string): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  const foreign = frames.findIndex((frame) => ofRunner.test(frame))
  return (foreign < 0 ? frames : frames.slice(0, foreign))
    .filter((frame) => !ofNode.test(frame) && !frame.includes(ourFolder))
    .join('\n')
}
