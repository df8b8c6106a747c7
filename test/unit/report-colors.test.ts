import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { appendReport, hasReport } from '../../packages/socketwrap/src/environment/append-report.js'
import { hasColors } from '../../packages/socketwrap/src/environment/has-colors.js'
import { paintLadder } from '../../packages/socketwrap/src/environment/paint-ladder.js'

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: 'false' }, true, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ TERM: 'dumb' }, true, false],
])('with %j and a terminal: %j, colours: %j', (env, isTerminal, expected) => {
  expect(hasColors(env, isTerminal)).toBe(expected)
})

test('colours change nothing but colours', () => {
  expect(paintLadder('a label', 'label')).toBe('a label')
  expect(stripVTControlCharacters(paintLadder('── ╳', 'failure'))).toBe('── ╳')
})

test('the message and the stack get each their own form of the report, once', () => {
  const error = new Error('it is broken')
  for (const _ of [1, 2]) appendReport(error, { message: 'in colours', stack: 'plain' })
  expect(error.message).toBe('it is broken\n\nin colours')
  expect(error.stack).toMatch(/^Error: it is broken\n\nplain\n +at /)
  expect(hasReport(error)).toBe(true)
})

test('what is no error, and where there is nothing to say, stays as it is', () => {
  const frozen = Object.freeze(new Error('frozen'))
  const silent = new Error('silent')
  for (const thrown of [frozen, 'text', undefined]) appendReport(thrown, { message: 'a', stack: 'a' })
  appendReport(silent, { message: '', stack: '' })
  expect([frozen.message, silent.message]).toEqual(['frozen', 'silent'])
  expect(hasReport(silent)).toBe(false)
})
