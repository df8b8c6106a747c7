import { createRequire } from 'node:module'
import type { Context } from 'jest-snapshot'
import { addTrafficMatchers } from 'socketwrap/environment'
import { matchFileSnapshot } from './match-file-snapshot.js'

/** What a test has as `expect`, as far as matchers are added to it. */
export type JestExpect = Parameters<typeof addTrafficMatchers<Context>>[0]['expect']

const require = createRequire(import.meta.url)
/** Loaded with the first snapshot of traffic: most test files have none, and it takes a while. */
const jestSnapshot = () => require('jest-snapshot') as typeof import('jest-snapshot')

/** Adds the matchers for traffic to the `expect` of a test file. */
export function extendExpect(expect: JestExpect): void {
  addTrafficMatchers<Context>({
    expect,
    matchSnapshot: (context, received, hint) =>
      jestSnapshot().toMatchSnapshot.call(context, received, ...ifGiven(hint)),
    matchInlineSnapshot: (context, received, snapshot) =>
      jestSnapshot().toMatchInlineSnapshot.call(context, received, ...ifGiven(snapshot)),
    matchFileSnapshot,
  })
}

/** Jest counts the arguments: `undefined` is one to it. */
function ifGiven(text: string | undefined): [text?: string] {
  return text === undefined ? [] : [text]
}
