import { network } from 'socketwrap'
import { leave } from './leave.js'

beforeAll(() => leave(50))
afterAll(() => expect(network.takeBlocked()).toMatchObject([{ destination: '192.0.2.9:50' }]))

test('stays', () => expect(network.takeBlocked()).toEqual([]))
