import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorCodes } from '../../packages/socketwrap/src/errors/error-codes.js'
import { SocketwrapError } from '../../packages/socketwrap/src/errors/socketwrap-error.js'

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')

test('each error code has a row in docs/errors.md with the same sentence, and no row is too much', () => {
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+?) \|/gm)].map(([, code, sentence]) => [code, sentence])
  expect(rows).toEqual(Object.entries(errorCodes))
})
test('an error keeps its cause and its values', () => {
  const cause = new Error('first')
  const error = new SocketwrapError('BAD_PORT', 'no', { cause, details: { value: 7 } })
  expect(error).toMatchObject({ name: 'SocketwrapError', code: 'BAD_PORT', cause, details: { value: 7 } })
})
test('an error of another copy of the package is one too', () => {
  const foreign = Object.assign(new Error('x'), { [Symbol.for('socketwrap.error')]: true })
  expect(foreign).toBeInstanceOf(SocketwrapError)
  expect(new Error('x')).not.toBeInstanceOf(SocketwrapError)
})
