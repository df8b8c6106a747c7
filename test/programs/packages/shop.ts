import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { Host } from 'socketwrap'

/**
 * A shop on port 80 of a host, written in JavaScript: it says which name it was called by, where, and by whom. It keeps
 * no connection open, for an agent that all tests share would take it for the next shop of this name.
 */
export async function openShop(host: Host): Promise<Server> {
  const shop = createServer(({ headers, socket }, response) => {
    response.setHeader('content-type', 'application/json').setHeader('connection', 'close')
    response.end(JSON.stringify({ name: headers.host, at: socket.localAddress, by: socket.remoteAddress }))
  })
  shop.listen(80, host.addresses[0])
  await once(shop, 'listening')
  return shop
}
