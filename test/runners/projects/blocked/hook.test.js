import { leave } from './leave.js'

describe('a hook that leaves and fails', () => {
  beforeAll(async () => {
    await leave(60)
    throw new Error('the hook fails')
  })
  test('takes its tests with it', () => {})
})
