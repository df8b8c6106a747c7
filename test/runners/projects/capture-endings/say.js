import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { network } from 'socketwrap'

/** Says a word to a server of the test's own, and waits until both ends are closed. */
export async function say(word) {
  const server = createServer((socket) => socket.resume().end())
  await once(server.listen(0), 'listening')
  const client = connect(server.address().port, network.testHost.ip)
  client.resume().end(word)
  await once(client, 'close')
  await once(server.close(), 'close')
}

/** Everything that fails in these files does so here. */
export function fail() {
  if (!process.env.PASSES) throw new Error('this test fails')
}
