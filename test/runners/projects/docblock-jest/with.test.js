/**
 * @jest-environment socketwrap
 * @jest-environment-options {"socketwrap": {"hosts": {"db": "10.1.0.5", "web": ["10.1.0.6", "fd01::6"]}}}
 */
import { network } from 'socketwrap'

test('the file has a network with the hosts of its options', () => {
  expect(
    network
      .hosts()
      .slice(1)
      .map(({ name, addresses }) => [name, ...addresses]),
  ).toEqual([
    ['db', '10.1.0.5'],
    ['web', '10.1.0.6', 'fd01::6'],
  ])
})
