import { network } from 'socketwrap'

test('a file without the docblock has no network', () => {
  let error
  try {
    network.hosts()
  } catch (thrown) {
    error = thrown
  }
  expect(error.code).toBe('NO_NETWORK')
  expect(error.message).toMatch('socketwrap')
})
