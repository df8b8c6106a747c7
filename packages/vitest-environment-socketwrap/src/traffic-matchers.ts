import type { ExpectStatic, MatcherState, Snapshots as SnapshotMatchers } from 'vitest'
import { addTrafficMatchers } from 'socketwrap/environment'

/** The parts of the module `vitest` that the matchers need; `Snapshots` came with Vitest 4.1.3. */
export interface VitestExpect {
  expect?: ExpectStatic
  Snapshots?: typeof SnapshotMatchers
}

const extended = new WeakSet<ExpectStatic>()

/** Adds the matchers for traffic to the `expect` of this realm, once. */
export function extendExpect({ expect, Snapshots }: VitestExpect): void {
  if (!expect || !Snapshots || extended.has(expect)) return
  extended.add(expect)
  addTrafficMatchers<MatcherState>({
    expect,
    matchSnapshot: (context, received, hint) => Snapshots.toMatchSnapshot.call(context, received, hint),
    matchInlineSnapshot: (context, received, snapshot) =>
      Snapshots.toMatchInlineSnapshot.call(context, received, snapshot),
    matchFileSnapshot: (context, text, file) => Snapshots.toMatchFileSnapshot.call(context, text, file),
  })
}
