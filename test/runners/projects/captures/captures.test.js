import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { network } from 'socketwrap'

async function say(word) {
  const db = await network.host('db')
  const server = createServer((socket) => socket.on('data', (data) => socket.end(`you said ${data}`)))
  await once(server.listen(7, db.ip), 'listening')
  const client = connect(7, 'db')
  client.resume().write(word)
  await once(client, 'close')
  await once(server.close(), 'close')
}

test('passes', async () => {
  await say('hello')
})

describe('a group', () => {
  test('fails: "a/b"', async () => {
    await say('goodbye')
    expect(process.env.FAILS).toBeUndefined()
  })
})
