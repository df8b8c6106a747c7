// a server on the program's own unix socket path works beside TCP
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorText, say } from '../../parity.mjs'

const path = join(tmpdir(), `parity-${process.pid}.sock`)
const server = net.createServer((socket) => socket.end(`hello ${socket.remoteAddress}`))
await new Promise((resolve) => server.listen(path, resolve))
say(server.address() === path)
const client = net.connect(path).setEncoding('utf8')
for await (const text of client) say(text)
await new Promise((resolve) => server.close(resolve))
const refused = net.connect(path)
const error = await new Promise((resolve) => refused.on('error', resolve))
say(errorText({ ...error, address: undefined }))
