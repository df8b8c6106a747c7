import { type TrafficSnapshotOptions, textOfTraffic } from './traffic-text.js'

/** What the environments add to `expect`, in the same way in Jest and Vitest. */
export interface TrafficMatchers<Result = void> {
  /**
   * Compares what `network.traffic()` gives with the snapshot of an earlier run. The option `-u` of the runner writes
   * a new one.
   *
   * @param hint added to the name of the snapshot
   */
  toMatchTrafficSnapshot(hint?: string): Result
  toMatchTrafficSnapshot(options: TrafficSnapshotOptions, hint?: string): Result

  /** The same with a snapshot that stands in the test itself; the runner writes it there. */
  toMatchTrafficInlineSnapshot(snapshot?: string): Result
  toMatchTrafficInlineSnapshot(options: TrafficSnapshotOptions, snapshot?: string): Result

  /** The same with a file for this snapshot alone; its path counts from the folder of the test file. */
  toMatchTrafficFileSnapshot(file: string, options?: TrafficSnapshotOptions): Promise<void>
}

/** Gives a runner text as it is, without quotes around it. */
class SnapshotText {
  constructor(readonly text: string) {}
}

interface Runner<Context> {
  expect: {
    extend(matchers: Record<string, (this: Context, received: unknown, ...args: never[]) => unknown>): void
    addSnapshotSerializer(serializer: { test(value: unknown): boolean; serialize(value: SnapshotText): string }): void
  }
  /** The runner's own matchers for snapshots. */
  matchSnapshot(context: Context, received: unknown, hint?: string): unknown
  matchInlineSnapshot(context: Context, received: unknown, snapshot?: string): unknown
  matchFileSnapshot(context: Context, text: string, file: string): unknown
}

/** Adds the matchers to the runner's `expect`, on top of its own ones for snapshots. */
export function addTrafficMatchers<Context>(runner: Runner<Context>): void {
  runner.expect.addSnapshotSerializer({
    test: (value) => value instanceof SnapshotText,
    serialize: ({ text }) => text,
  })
  runner.expect.extend({
    toMatchTrafficSnapshot(received: unknown, first?: OptionsOrText, second?: string) {
      const [options, hint] = splitArguments(first, second)
      return runner.matchSnapshot(this, render('toMatchTrafficSnapshot', received, options), hint)
    },
    toMatchTrafficInlineSnapshot(received: unknown, first?: OptionsOrText, second?: string) {
      const [options, snapshot] = splitArguments(first, second)
      return runner.matchInlineSnapshot(this, render('toMatchTrafficInlineSnapshot', received, options), snapshot)
    },
    toMatchTrafficFileSnapshot(received: unknown, file: string, options?: TrafficSnapshotOptions) {
      const { text } = render('toMatchTrafficFileSnapshot', received, options)
      return runner.matchFileSnapshot(this, `${text}\n`, file)
    },
  })
}

type OptionsOrText = TrafficSnapshotOptions | string

function splitArguments(first?: OptionsOrText, second?: string): [options?: TrafficSnapshotOptions, text?: string] {
  return typeof first === 'string' ? [undefined, first] : [first, second]
}

function render(matcher: string, received: unknown, options?: TrafficSnapshotOptions): SnapshotText {
  return new SnapshotText(textOfTraffic(matcher, received, options))
}
