// connecting to a port where nobody listens is an ECONNREFUSED error event
import net from 'node:net'
import { errorText, say } from '../../parity.mjs'

const server = net.createServer()
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address()
await new Promise((resolve) => server.close(resolve))
for (const host of ['127.0.0.1', '::1']) {
  const client = net.connect(port, host)
  for (const name of ['connect', 'ready', 'end']) client.on(name, () => say(name))
  const error = await new Promise((resolve) => client.on('error', resolve))
  say(errorText(error))
  await new Promise((resolve) => client.on('close', (hadError) => resolve(say('close', hadError))))
}
