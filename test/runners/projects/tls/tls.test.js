import { once } from 'node:events'
import { createServer, get } from 'node:https'
import { text } from 'node:stream/consumers'
import { network } from 'socketwrap'

// A shared key, which needs no certificate.
const psk = Buffer.alloc(16, 7)
const version = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' }

test('a page comes over TLS', async () => {
  const web = await network.host('web')
  const server = createServer({ ...version, pskCallback: () => psk }, (_, response) => response.end('hello'))
  await once(server.listen(443, web.ip), 'listening')
  const client = { pskCallback: () => ({ psk, identity: 'test' }), checkServerIdentity: () => undefined }
  const [response] = await once(get({ ...version, ...client, host: 'web', agent: false }), 'response')
  expect(await text(response)).toBe('hello')
  server.close()
})
