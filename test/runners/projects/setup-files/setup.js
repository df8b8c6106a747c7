import { once } from 'node:events'
import { createServer } from 'node:http'

if (process.env.SETUP === 'fails') throw new Error('the setup file fails')

globalThis.server = createServer((_request, response) => response.end('from the setup file')).listen(3000)
await once(globalThis.server, 'listening')
