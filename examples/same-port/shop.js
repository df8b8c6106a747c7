import { once } from 'node:events'
import { createServer } from 'node:http'

/** A shop that is always on port 3000, whoever else runs at this moment. */
export async function openShop(name) {
  const server = createServer((_request, response) => response.end(name))
  server.listen(3000)
  await once(server, 'listening')
  return server
}
