import { expect, test } from 'vitest'
import { Progress } from '../../packages/socketwrap/src/cli/progress.js'

function watchProgress(isTTY: boolean) {
  const written: string[] = []
  let nowMs = 0
  const terminal = { isTTY, write: (text: string) => written.push(text) }
  const progress = new Progress('writing out.pcapng', terminal, () => nowMs)
  return {
    written,
    progress,
    showAt(ms: number, done: number, total: number) {
      nowMs = ms
      progress.show(done, total)
    },
  }
}

test('work of more than a second shows how far it is, ten times a second, and its line goes away', () => {
  const { written, progress, showAt } = watchProgress(true)
  showAt(999, 1, 3)
  expect(written).toEqual([])
  showAt(1000, 1, 3)
  showAt(1050, 2, 3)
  showAt(1100, 5, 3)
  progress.end()
  expect(written).toEqual([
    '\r\u001b[Ksocketwrap: writing out.pcapng, 33 %',
    '\r\u001b[Ksocketwrap: writing out.pcapng, 100 %',
    '\r\u001b[K',
  ])
})

test('short work, and work whose messages go into a pipe, shows nothing', () => {
  for (const isTTY of [true, false]) {
    const { written, progress, showAt } = watchProgress(isTTY)
    showAt(isTTY ? 500 : 5000, 1, 2)
    progress.end()
    expect(written).toEqual([])
  }
})
