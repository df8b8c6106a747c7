// four hundred connections in one tick to a server with the default backlog each get their answer
import net from 'node:net'
import { say } from '../../parity.mjs'

const server = net.createServer((socket) => socket.pipe(socket))
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const answers = await Promise.all(
  Array.from({ length: 400 }, async (_, index) => {
    const client = net.connect(server.address().port, '127.0.0.1').setEncoding('utf8')
    client.end(`message ${index}`)
    let text = ''
    for await (const part of client) text += part
    return text === `message ${index}`
  }),
)
say('right answers', answers.filter(Boolean).length)
server.close()
