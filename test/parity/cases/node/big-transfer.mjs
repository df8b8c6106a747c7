// sixteen megabytes with back pressure arrive unchanged
import { createHash } from 'node:crypto'
import net from 'node:net'
import { say } from '../../parity.mjs'

const block = Buffer.alloc(1 << 20, 'socketwrap')
const server = net.createServer(async (socket) => {
  for (let index = 0; index < 16; index++)
    if (!socket.write(block)) await new Promise((resolve) => socket.once('drain', resolve))
  socket.end()
})
await new Promise((resolve) => server.listen(0, '::1', resolve))
const hash = createHash('sha1')
let total = 0
const client = net.connect(server.address().port, '::1')
for await (const bytes of client) {
  total += bytes.length
  hash.update(bytes)
}
say(total, hash.digest('hex'))
say('bytes read', client.bytesRead)
server.close()
