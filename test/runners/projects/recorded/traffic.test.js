import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { network } from 'socketwrap'

test('what the test and its fake host said is there', async () => {
  const db = await network.host('db')
  const server = createServer((socket) => socket.on('data', (data) => socket.end(`you said ${data}`)))
  await once(server.listen(7, db.ip), 'listening')
  const client = connect(7, 'db')
  client.resume().write('hello')
  await once(client, 'close')
  server.close()
  const { flows } = network.traffic({ host: db })
  expect(flows.map(({ sent, received }) => [`${sent}`, `${received}`])).toEqual([['hello', 'you said hello']])
  expect(String(network.traffic())).toContain('-> db')
})
