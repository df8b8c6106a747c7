// an https server answers requests over one kept-alive TLS connection, and a client that offers no key is refused
import https from 'node:https'
import { errorText, say } from '../../parity.mjs'

const psk = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
const common = { ciphers: 'PSK', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }
const pskCallback = () => ({ psk, identity: 'parity' })
const server = https.createServer({ ...common, pskCallback: () => psk }, (request, response) => {
  const { remoteAddress, encrypted } = request.socket
  response.end(`${request.url} from ${remoteAddress} ${encrypted}`)
})
server.on('tlsClientError', (error) => say('the server sees', error.code))
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address()
const agent = new https.Agent({ keepAlive: true, maxSockets: 1 })
let sockets = new Set()

for (const path of ['/one', '/two']) say(await get({ ...common, pskCallback, path, agent }))
say('connections', sockets.size)
agent.destroy()
say(await get({ ...common, path: '/', agent: false }).catch(errorText))
await new Promise((resolve) => server.close(resolve))
say('closed')

function get(options) {
  return new Promise((resolve, reject) => {
    const request = https.get({ ...options, host: '127.0.0.1', port, checkServerIdentity: () => undefined })
    request.on('error', reject)
    request.on('response', async (response) => {
      sockets.add(response.socket)
      let text = ''
      for await (const bytes of response.setEncoding('utf8')) text += bytes
      resolve(`${response.statusCode} ${text}`)
    })
  })
}
