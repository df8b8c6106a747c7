import { openShop } from '../shop.js'

test('shop 08 has port 3000 to itself', async () => {
  const shop = await openShop('shop 08')
  const answers = await Promise.all(Array.from({ length: 10 }, () => fetch('http://127.0.0.1:3000/')))
  for (const answer of answers) expect(await answer.text()).toBe('shop 08')
  shop.close()
  shop.closeAllConnections()
})
