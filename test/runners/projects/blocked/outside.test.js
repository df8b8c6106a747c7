import { leave } from './leave.js'

await leave(40)

beforeAll(() => leave(41))
afterAll(() => leave(42))

test('stays', () => {})
