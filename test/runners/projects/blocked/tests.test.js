import { network } from 'socketwrap'
import { leave, leaveByProgram } from './leave.js'

const isJest = Boolean(import.meta.jest)
const failing = isJest ? test.failing : test.fails

test('stays', () => {})

test('leaves', () => leave(1))

test('leaves by a program', () => leaveByProgram(2))

test('looks a name up', async () => {
  await fetch('http://registry.example.com/').catch(() => {})
})

describe('in a hook', () => {
  afterEach(() => leave(3))
  test('leaves', () => {})
})

test('takes note of it', async () => {
  await leave(4)
  expect(network.takeBlocked()).toMatchObject([{ destination: '192.0.2.9:4', host: 'test', times: 1 }])
})

describe('in a hook that takes note of it', () => {
  afterEach(() => expect(network.takeBlocked()).toHaveLength(1))
  test('leaves', () => leave(5))
})

test('fails by itself', async () => {
  await leave(6)
  throw new Error('an error of its own')
})

failing('is meant to leave', () => leave(7))

failing('is meant to fail, and leaves', async () => {
  await leave(8)
  throw new Error('this is meant')
})

test.skip('is skipped', () => leave(9))
test.todo('is to be done')
