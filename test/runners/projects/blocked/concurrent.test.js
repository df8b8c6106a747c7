import { leave } from './leave.js'

let hasLeft = () => {}
const left = new Promise((resolve) => (hasLeft = resolve))

test.concurrent('leaves beside another', async () => {
  await leave(20)
  hasLeft()
})

test.concurrent('is beside one that leaves', () => left)

test('comes later', () => {})
