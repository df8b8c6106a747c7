import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Context, SnapshotState } from 'jest-snapshot'

/** Jest keeps to itself whether it writes snapshots (`all`: with -u, `new`: those that are missing). */
interface UpdateMode {
  _updateSnapshot?: 'all' | 'new' | 'none'
}

/** Jest's own matchers know no snapshot in a file of its own; this does what they do, and counts as they do. */
export function matchFileSnapshot(context: Context, text: string, file: string) {
  if (context.isNot) throw new Error('toMatchTrafficFileSnapshot cannot be used with .not.')
  const state = context.snapshotState
  const { _updateSnapshot: mode } = state as unknown as UpdateMode
  const target = path.resolve(path.dirname(context.testPath ?? ''), file)
  const expected = existsSync(target) ? readFileSync(target, 'utf8').replaceAll('\r\n', '\n') : undefined
  if (expected === text) return count(state, 'matched')
  const isWritten = mode === 'all' || (expected === undefined && mode === 'new')
  if (isWritten) {
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
    return count(state, expected === undefined ? 'added' : 'updated')
  }
  state.unmatched++
  const { matcherHint, diff } = context.utils
  const difference =
    expected === undefined ? 'It is not written here, as in CI; run Jest with -u.' : diff(expected, text)
  const title = `${matcherHint('toMatchTrafficFileSnapshot', 'traffic', 'file')}\n\nSnapshot file: ${target}`
  return { pass: false, message: () => `${title}\n\n${difference}` }
}

function count(state: SnapshotState, what: 'matched' | 'added' | 'updated') {
  state[what]++
  return { pass: true, message: () => '' }
}
