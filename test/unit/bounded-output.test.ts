import { expect, test } from 'vitest'
import { BoundedOutput, lastLines } from '../../packages/socketwrap/src/program/bounded-output.js'

test('a short output is kept whole', () => {
  const output = new BoundedOutput(100)
  output.append(Buffer.from('hello '))
  output.append(Buffer.from('world'))
  expect(output.toString()).toBe('hello world')
  expect(output.droppedBytes).toBe(0)
})

test('of a long output the beginning and the end are kept, and the gap is told', () => {
  const output = new BoundedOutput(10)
  for (const chunk of ['ab', 'cdefgh', 'ijkl', 'mnopqrst', 'uvwxyz']) output.append(Buffer.from(chunk))
  expect(output.toString()).toBe('abcde\n… 16 bytes left out …\nvwxyz')
})

test('a character that comes in two chunks is one character', () => {
  const output = new BoundedOutput(100)
  const [first, ...rest] = Buffer.from('é')
  output.append(Buffer.from([first ?? 0]))
  output.append(Buffer.from(rest))
  expect(output.toString()).toBe('é')
})

test('an endless output costs no more than its limit', () => {
  const output = new BoundedOutput(1000)
  for (let i = 0; i < 10_000; i++) output.append(Buffer.alloc(777, 'x'))
  expect(output.toString().length).toBeLessThan(1100)
  expect(output.droppedBytes).toBe(7_770_000 - 1000)
})

test('the last lines of a text leave out the empty end', () => {
  expect(lastLines('a\nb\nc\n\n', 2)).toEqual(['b', 'c'])
  expect(lastLines('\n', 2)).toEqual([])
})
