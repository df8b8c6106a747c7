// twenty requests at once over one http2 session get their answers
import http2 from 'node:http2'
import { say } from '../../parity.mjs'

const server = http2.createServer((request, response) => response.end(`answer to ${request.url}`))
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const session = http2.connect(`http://127.0.0.1:${server.address().port}`)
const answers = await Promise.all(
  Array.from({ length: 20 }, async (_, index) => {
    let text = ''
    for await (const part of session.request({ ':path': `/${index}` }).setEncoding('utf8')) text += part
    return text === `answer to /${index}`
  }),
)
say('right', answers.filter(Boolean).length)
session.close()
server.close()
