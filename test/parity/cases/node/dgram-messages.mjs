// dgram sockets exchange messages and see each other's address
import dgram from 'node:dgram'
import { once } from 'node:events'
import { endpointText, say } from '../../parity.mjs'

for (const [type, host] of [
  ['udp4', '127.0.0.1'],
  ['udp6', '::1'],
]) {
  const server = dgram.createSocket(type)
  const client = dgram.createSocket(type)
  server.bind(0, host)
  await once(server, 'listening')
  say('server', endpointText(server.address().address, server.address().port), server.address().family)
  client.send('hello', server.address().port, host, (error, bytes) => say('sent', String(error), bytes))
  const [message, sender] = await once(server, 'message')
  say(String(message), endpointText(sender.address, sender.port), sender.family, sender.size)
  server.send(['an', 'swer'], sender.port, sender.address)
  const [answer, from] = await once(client, 'message')
  say(String(answer), endpointText(from.address, from.port))
  say('client', endpointText(client.address().address, client.address().port))
  server.close()
  client.close()
}
