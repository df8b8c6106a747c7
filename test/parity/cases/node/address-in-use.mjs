// a second server on a port gets EADDRINUSE with the usual words
import net from 'node:net'
import { errorText, say } from '../../parity.mjs'

const first = net.createServer()
await new Promise((resolve) => first.listen(0, '127.0.0.1', resolve))
for (const host of ['127.0.0.1', '0.0.0.0', undefined]) {
  const second = net.createServer()
  await new Promise((resolve) => {
    second.on('error', (error) => {
      say(String(host), errorText(error))
      resolve()
    })
    second.listen(first.address().port, host, () => {
      say(String(host), 'listens')
      second.close(resolve)
    })
  })
}
const foreign = net.createServer()
foreign.on('error', (error) => say(errorText(error)))
foreign.listen(0, '::2', () => say('listens'))
first.close()
