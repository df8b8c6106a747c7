// the inspector listens, tells its address, and answers http
import { closeSync, openSync } from 'node:fs'
import http from 'node:http'
import inspector from 'node:inspector'
import { portName, say } from '../../parity.mjs'

// It prints its address, with a key that is new each time.
closeSync(2)
openSync('/dev/null', 'w')
inspector.open(0, '127.0.0.1')
const { hostname, port } = new URL(inspector.url())
say(hostname, portName(Number(port)))
const [target] = JSON.parse(await get('/json/list'))
say(target.type, new URL(target.webSocketDebuggerUrl).host === `${hostname}:${port}`)
say(JSON.parse(await get('/json/version'))['Protocol-Version'])
inspector.close()
say(await get('/json/list').catch((error) => error.code))

function get(path) {
  return new Promise((resolve, reject) => {
    const request = http.get({ hostname, port, path, agent: false }, async (response) => {
      let text = ''
      for await (const bytes of response.setEncoding('utf8')) text += bytes
      resolve(text)
    })
    request.on('error', reject)
  })
}
