import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { network } from 'socketwrap'
import { isBroken } from './is-broken.js'

async function say(...words) {
  const db = await network.host('db')
  const server = createServer({ allowHalfOpen: true }, async (socket) => {
    let length = 0
    for await (const data of socket) length += data.length
    socket.end(`you said ${length} bytes`)
  })
  await once(server.listen(7, db.ip), 'listening')
  const client = connect(7, 'db').resume()
  for (const word of words) client.write(word)
  client.end()
  await once(client, 'close')
  await once(server.close(), 'close')
}

function fail() {
  expect(isBroken).toBe(false)
}

test('passes', async () => {
  await say('hello')
})

describe('a group', () => {
  test('fails: "a/b"', async () => {
    await say('goodbye')
    fail()
  })
})

test('says too much', async () => {
  await say(Buffer.alloc(2 * 2 ** 20, 'x'), 'the end')
  fail()
})
